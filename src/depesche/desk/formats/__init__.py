"""How the desk writes and reads dates: day.month.year, and a clock with seconds."""
