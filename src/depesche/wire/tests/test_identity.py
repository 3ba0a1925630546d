import pytest
from django.db import transaction

from depesche.wire.identity import name_of_wire, rename_wire
from depesche.wire.models import Dispatch
from depesche.wire.send import LISTENERS, register_listener, send
from depesche.wire.tests.test_send import NOON


@pytest.mark.django_db
def test_a_wire_keeps_its_name_until_a_backup_is_brought_back():
    name = name_of_wire()
    assert len(name) == 16
    assert name_of_wire() == name
    assert rename_wire() != name
    assert name_of_wire() != name


@pytest.fixture
def heard():
    told: list[Dispatch] = []
    register_listener(told.append)
    yield told
    LISTENERS.remove(told.append)


@pytest.mark.django_db(transaction=True)
def test_a_listener_hears_of_a_dispatch_once_it_stands(heard):
    with transaction.atomic():
        sent = send("article.published", ["article:1"], at=NOON)
        assert not heard
    assert heard == [sent]


@pytest.mark.django_db(transaction=True)
def test_a_listener_that_fails_does_not_make_the_act_look_failed(caplog):
    def stumble(_dispatch):
        raise RuntimeError

    register_listener(stumble)
    try:
        with transaction.atomic():
            send("article.published", ["article:1"], at=NOON)
    finally:
        LISTENERS.remove(stumble)
    assert "listener.failed" in caplog.text
