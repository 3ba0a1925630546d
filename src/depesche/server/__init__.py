"""The one command that serves the paper: supervisor, web workers, the worker beside them.

In come requests and signals; out go kept pages (press), files, Django's answers, lines to open
pages, figures. Called by the command line and by the door (`asgi.py`).
"""
