import pytest
from django.db import connection
from wagtail.models import Page

from depesche.articles.checks import check_scheduler, check_statistics
from depesche.articles.statistics import has_misleading_statistics, refresh_statistics

pytestmark = pytest.mark.django_db


def plan():
    return Page.objects.filter(alias_of=4711).order_by().explain()


def test_statistics_do_not_make_publishing_read_the_tree(paper):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite is misled")
    for number in range(200):
        Page.objects.filter(pk=paper.de.home_id).first().add_child(title=f"Seite {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert has_misleading_statistics()
    assert [finding.level for finding in check_statistics()] == ["warn"]

    refresh_statistics()
    assert not has_misleading_statistics()
    assert list(check_statistics()) == []
    assert "alias_of_id" in plan()


def test_doctor_says_that_nothing_is_overdue(paper):
    assert [finding.level for finding in check_scheduler()] == ["ok"]
