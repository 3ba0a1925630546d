"""Running stories: what belongs together, over time."""
