"""Fuzzing: what takes text, files and requests of strangers, tried with inputs made to break it."""
