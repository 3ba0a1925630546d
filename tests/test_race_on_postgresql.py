"""The race of the kept pages once more, on PostgreSQL: numbers commit in order there too."""

from depesche.press.tests.test_race import race
from tests.street import cluster

__all__ = ["cluster"]


def test_nobody_reads_a_stale_page_on_postgresql(tmp_path, cluster):
    race(tmp_path, cluster.make("race"))
