"""Counting: how often stories were read, and which are read most. Nobody is tracked."""
