"""Archives: files of any number of articles, scored by many processes, on many machines if need be."""
