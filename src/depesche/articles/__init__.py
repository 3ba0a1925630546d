"""The story: publish, correct, retract, schedule."""
