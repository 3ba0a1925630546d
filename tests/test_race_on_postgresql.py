"""The race of the kept pages once more, on PostgreSQL: numbers commit in order there too."""

from depesche.press.tests.test_race import race
from tests.engines import postgresql_only
from tests.street import DATABASES


@postgresql_only("src/depesche/press/tests/test_race.py is the race on SQLite")
def test_nobody_reads_a_stale_page_on_postgresql(tmp_path):
    race(tmp_path, DATABASES.make(tmp_path))
