"""Accuracy and speed, measured; the evaluation data lie outside, in the folder that DATELINE_EVAL_DATA names."""
