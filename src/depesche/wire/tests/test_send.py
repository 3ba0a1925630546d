from datetime import UTC, datetime

import pytest
from django.db import transaction

from depesche.wire.models import Dispatch
from depesche.wire.send import NoTransaction, send

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_dispatch_outside_a_transaction_is_refused():
    with pytest.raises(NoTransaction, match=r"transaction\.atomic"):
        send("article.published", ["article:1"], at=NOON)
    assert not Dispatch.objects.exists()


@pytest.mark.django_db
def test_a_dispatch_tells_what_happened_to_whom_where_and_by_whom():
    with transaction.atomic():
        sent = send(
            "article.published",
            ["section:3", "article:1", "section:3"],
            edition="de",
            at=NOON,
            by="reader:7",
            payload={"code": "3kQz7a"},
        )
    kept = Dispatch.objects.get(pk=sent.pk)
    assert kept.subjects == ["article:1", "section:3"]
    assert (kept.kind, kept.edition, kept.by) == ("article.published", "de", "reader:7")
    assert (kept.at, kept.payload) == (NOON, {"code": "3kQz7a"})


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_dispatch():
    def act_and_fail():
        with transaction.atomic():
            send("article.published", ["article:1"], at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()
    assert not Dispatch.objects.exists()
