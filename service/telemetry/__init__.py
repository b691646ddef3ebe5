"""What the service tells its operator: logs and figures, neither with a word of an article."""

FIGURES = "dateline-figures-"
"""How the name of the folder begins that `dateline serve` makes for the figures of its processes."""
