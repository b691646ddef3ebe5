"""What wires and publishers send: items in their formats, told apart and brought down to articles."""
