"""Answer a question: the paper's full text, found in milliseconds; what stands beside a story.

In comes the wire: what has changed is read again from the database and written into an index of
the room's own, by the worker process only. Out goes what readers' pages ask for. The index names
rows and is never believed: what it finds is read again among what readers may see.
"""
