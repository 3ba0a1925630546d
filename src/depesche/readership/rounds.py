"""Rounds of the worker: count every few seconds, tell pages within a minute, forget by the hour."""

from datetime import datetime

from django.conf import settings

from depesche.readership.fold import fold_views
from depesche.readership.forget import forget_old_views
from depesche.readership.rank import rank_stories
from depesche.readership.tell import tell_tallies
from depesche.server.spool import FOLDER
from depesche.server.unwind import sweep

COUNT_SECONDS = 5.0
TELL_SECONDS = 40.0  # with the counting and the followers behind it less than a minute
FORGET_SECONDS = 3600.0


def count_round(at: datetime) -> float:
    """Count what the spool holds; a long queue is taken in pieces, others have their turn."""
    folded = fold_views(settings.HOME / FOLDER, at=at)
    return 0.0 if folded.has_more else COUNT_SECONDS


def tell_round(at: datetime) -> float:
    """Tell pages what moved: figures, and lists of what is read most."""
    tell_tallies(at=at)
    rank_stories(at=at)
    return TELL_SECONDS


def forget_round(at: datetime) -> float:
    """Forget the hours that are too old, and sweep the spool."""
    forget_old_views(settings.HOME / FOLDER, at=at)
    sweep(settings.HOME / FOLDER)
    return FORGET_SECONDS
