"""Make an index as the worker does, and ask it as readers do."""

from contextlib import contextmanager

from django.utils import timezone

from depesche.search.follow import Clerk
from depesche.search.rebuild import rebuild_index


@contextmanager
def a_worker():
    """Give a worker that keeps the index; it lets go of it in the end."""
    clerk = Clerk()
    try:
        yield clerk
    finally:
        clerk.close()


def build_index():
    return rebuild_index()


def read_wire(clerk):
    """Let the worker do what is due, until it rests."""
    while clerk.look(timezone.now()) == 0.0:
        pass
