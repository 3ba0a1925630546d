"""Hours are kept for some weeks, rare hosts for two days; sums stay."""

from datetime import timedelta

from django.db.models import Sum

from depesche.articles.tests.make import NOON
from depesche.readership.forget import forget_old_views
from depesche.readership.models import DailyView, Segment, Tally, View
from depesche.readership.tests.make import make_views


def test_old_hours_go_and_their_days_stay(article, tmp_path, settings):
    settings.VIEWS_BY_HOUR_DAYS = 10
    make_views(article, 4, at=NOON)
    make_views(article, 3, at=NOON + timedelta(days=5))
    forget_old_views(tmp_path, at=NOON + timedelta(days=11))
    assert [view.count for view in View.objects.all()] == [3]
    assert DailyView.objects.aggregate(sum=Sum("count"))["sum"] == 7
    assert Tally.objects.get().count == 7


def test_a_host_that_led_few_is_named_two_days_only(article, tmp_path):
    for host, count in [("club.example", 1), ("small.example", 2), ("news.example", 3), ("", 1)]:
        make_views(article, count, at=NOON, referrer=host)
    forget_old_views(tmp_path, at=NOON + timedelta(days=2))
    assert DailyView.objects.filter(referrer="club.example").exists()
    forget_old_views(tmp_path, at=NOON + timedelta(days=3))
    hosts = dict(DailyView.objects.values_list("referrer", "count"))
    assert hosts == {"news.example": 3, "*": 3, "": 1}


def test_segments_are_remembered_while_their_file_is_there(article, tmp_path):
    there, gone = f"480000-{'a' * 16}.views", f"480000-{'b' * 16}.views"
    (tmp_path / there).touch()
    for name in (there, gone):
        Segment.objects.create(name=name, counted_at=NOON)
    forget_old_views(tmp_path, at=NOON + timedelta(days=29))
    assert Segment.objects.count() == 2
    forget_old_views(tmp_path, at=NOON + timedelta(days=31))
    assert [segment.name for segment in Segment.objects.all()] == [there]
