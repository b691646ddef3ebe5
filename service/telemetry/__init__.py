"""What the service tells its operator: logs and figures, neither with a word of an article."""
