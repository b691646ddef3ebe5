"""The use cases, one file each: what the edges ask for and the bootstrap puts together."""
