"""The pictures of the demonstration newspaper, drawn by program in one hand."""
