"""Lists of words, written as they are read: one text, words apart by blanks. Pure."""


def word_list(text: str) -> list[str]:
    """Return the words of a text in its order."""
    return text.split()


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())
