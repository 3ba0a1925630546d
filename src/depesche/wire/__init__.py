"""What happened: one append-only table of dispatches that every follower reads in order."""
