"""What a reader is told where no page can be made."""

import pytest
from django.db import OperationalError

from depesche.portal.broken import broken


def after(fault, answer, request):
    """Answer as `handler500` does, while the fault is under way."""

    def go_wrong():
        raise fault

    try:
        go_wrong()
    except Exception:  # noqa: BLE001 as there
        return answer(request)


@pytest.mark.parametrize(
    ("fault", "status"), [(OperationalError("database is locked"), 503), (KeyError("lead"), 500)]
)
def test_readers_are_told_in_both_languages_that_a_page_cannot_be_made(rf, fault, status):
    answer = after(fault, broken, rf.get("/de/"))
    assert answer.status_code == status
    assert answer["Cache-Control"] == "no-store"
    assert ("Retry-After" in answer) is (status == 503)
    page = answer.content.decode()
    assert '<html lang="de">' in page
    assert '<div lang="en">' in page
