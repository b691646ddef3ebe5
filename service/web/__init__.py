"""Dateline in a browser: pages for people, made on the server; script only makes them quicker to use."""
