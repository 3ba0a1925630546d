"""A new address is confirmed by whoever reads it, told to the old one, and undone from there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from depesche.readers import change_address as act
from depesche.readers.models import AddressChange, Reader
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NEW, OLD = "new@paper.example", "rep@paper.example"


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR = False


@pytest.fixture
def reporter():
    return Reader.objects.create_staff(OLD, "long-enough-1", name="Rita Rasch")


def ask(reporter, email=NEW, at=AT):
    return act.ask_for_address(reporter, email, by="reader:99", at=at)


def token(url):
    return url.rstrip("/").rpartition("/")[2]


def confirm(change, at=AT):
    return act.confirm_address(token(act.confirm_url(change)), at=at)


def undo(change, at=AT):
    return act.undo_address(token(act.undo_url(change)), at=at)


def fresh(reader):
    return Reader.objects.get(pk=reader.pk)


def test_nothing_changes_until_the_new_address_is_confirmed(reporter):
    change = ask(reporter)
    assert fresh(reporter).email == OLD
    confirm(change, AT + DAY)
    assert fresh(reporter).email == NEW
    kinds = Dispatch.objects.filter(subjects=[f"reader:{reporter.pk}"]).order_by("pk")
    assert [(row.kind, row.by) for row in kinds] == [
        ("address.asked", "reader:99"),
        ("colleague.readdressed", "reader:99"),
    ]


def test_a_link_works_once_within_three_days_and_for_the_last_address_asked_for(reporter):
    first = ask(reporter, "typo@paper.example")
    second = ask(reporter)
    with pytest.raises(act.NotToBeDone):
        confirm(first)
    with pytest.raises(act.NotToBeDone):
        confirm(second, AT + 4 * DAY)
    confirm(second)
    with pytest.raises(act.NotToBeDone):
        confirm(second)
    assert fresh(reporter).email == NEW


@pytest.mark.parametrize("word", ["", "x", "1", "1:abc:def"])
def test_a_forged_link_leads_nowhere(reporter, word):
    ask(reporter)
    with pytest.raises(act.NotToBeDone):
        act.confirm_address(word, at=AT)


def test_a_link_for_one_thing_does_not_do_the_other(reporter):
    change = ask(reporter)
    with pytest.raises(act.NotToBeDone):
        act.confirm_address(token(act.undo_url(change)), at=AT)
    confirm(change)
    with pytest.raises(act.NotToBeDone):
        act.undo_address(token(act.confirm_url(change)), at=AT)


def test_somebody_who_was_shown_out_confirms_nothing(reporter):
    change = ask(reporter)
    Reader.objects.filter(pk=reporter.pk).update(is_active=False)
    with pytest.raises(act.NotToBeDone):
        confirm(change)


@pytest.mark.parametrize("email", ["OTHER@paper.example", "no address"])
def test_an_address_that_is_taken_or_none_is_not_asked_for(reporter, email):
    Reader.objects.create_staff("other@paper.example", "long-enough-1", name="Other")
    with pytest.raises(ValidationError):
        ask(reporter, email)


def test_an_address_that_was_taken_meanwhile_is_not_confirmed(reporter):
    change = ask(reporter)
    Reader.objects.create_staff(NEW, "long-enough-1", name="Other")
    with pytest.raises(ValidationError):
        confirm(change)
    assert fresh(reporter).email == OLD


def test_the_old_address_takes_the_change_back_and_shuts_out_whoever_made_it(reporter):
    change = ask(reporter)
    confirm(change)
    thief = Client()
    thief.force_login(fresh(reporter))
    link = undo(change, AT + 13 * DAY)
    assert fresh(reporter).email == OLD
    assert not fresh(reporter).has_usable_password()
    assert thief.get("/desk/").status_code == 302
    assert "/desk/password/" in link
    with pytest.raises(act.NotToBeDone):
        undo(change)


def test_after_fourteen_days_the_change_stays(reporter):
    change = ask(reporter)
    confirm(change)
    with pytest.raises(act.NotToBeDone):
        undo(change, AT + 15 * DAY)


def test_both_addresses_get_letters_and_only_the_old_one_can_take_it_back(
    reporter, settings, mailoutbox, client, django_capture_on_commit_callbacks
):
    settings.HAS_MAIL = True
    with django_capture_on_commit_callbacks(execute=True):
        ask(reporter, at=timezone.now())
    asked = {letter.to[0]: letter.body for letter in mailoutbox}
    assert "/desk/address/" not in asked[OLD]
    mailoutbox.clear()
    confirm_at = re.findall(r"http://[^/]+(/desk/address/\S+)", asked[NEW])[0]
    page = client.get(confirm_at)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(confirm_at).status_code == 200
    changed = {letter.to[0]: letter.body for letter in mailoutbox}
    assert "/desk/address/back/" not in changed[NEW]
    undo_at = re.findall(r"http://[^/]+(/desk/address/back/\S+)", changed[OLD])[0]
    assert client.get(undo_at).status_code == 200
    assert fresh(reporter).email == NEW  # a look changes nothing
    answer = client.post(undo_at)
    assert answer.status_code == 302
    assert "/desk/password/" in answer["Location"]
    assert fresh(reporter).email == OLD
    assert AddressChange.objects.get().undone_at is not None


def test_a_link_that_leads_nowhere_says_so(client, reporter):
    for path in ("/desk/address/xyz/", "/desk/address/back/xyz/"):
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 410
            assert "leads nowhere" in answer.content.decode()
