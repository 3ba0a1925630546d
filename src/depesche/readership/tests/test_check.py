"""The doctor says when views wait that nobody counts."""

import os
import time

from depesche.articles.tests.make import NOON
from depesche.readership.checks import check_counting
from depesche.readership.fold import fold_views
from depesche.server.spool import FOLDER, Spool
from depesche.server.unwind import segments


def test_views_that_nobody_counts_are_named(article, settings, tmp_path):
    settings.HOME = tmp_path
    assert [finding.level for finding in check_counting()] == ["ok"]
    spool = Spool(tmp_path / FOLDER, clock=NOON.timestamp)
    spool.view(f"/a/b-{article.code}/", {"user-agent": "Mozilla/5.0"})
    assert [finding.level for finding in check_counting()] == ["ok"]
    (segment,) = segments(tmp_path / FOLDER)
    os.utime(segment.path, (time.time() - 3600, time.time() - 3600))
    assert [finding.level for finding in check_counting()] == ["warn"]
    fold_views(tmp_path / FOLDER, at=NOON)
    assert [finding.level for finding in check_counting()] == ["ok"]
    spool.close()
