"""The desk’s dates in one language."""
