"""Kept pages and the server that hands them out; knows only strings."""
