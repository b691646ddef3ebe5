"""What is learned from data; each model is a folder with its weights, its training script and its CARD.md."""
