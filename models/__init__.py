"""What is learned from data; each model is a folder with its weights, its training script and its CARD.md."""

import os

# ONNX Runtime's releases send to their maker on what and how they run, unless this is set before they are loaded;
# to ask them afterwards leaves their first message on its way.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
