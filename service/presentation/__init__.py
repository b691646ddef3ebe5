"""Reports as people read them, made from their JSON: a page with its timeline, a table, reviews of single claims."""
