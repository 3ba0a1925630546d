"""Kept pages: every page that is the same for all, never a stale one; knows only strings."""
