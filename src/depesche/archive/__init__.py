"""Bringing a newspaper in, and taking it out again."""
