"""The one door outwards: time and size limits, no private addresses."""
