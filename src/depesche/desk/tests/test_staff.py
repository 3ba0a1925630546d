"""Colleagues are invited, given a new way in and shown out by those who may."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from depesche.desk.models import Role
from depesche.desk.roles import role_of, settle_newsroom
from depesche.desk.tests.newsroom import colleague, open_edition, open_section
from depesche.readers.models import AddressChange, Reader
from depesche.wire.models import Dispatch

Kind = Role.Kind
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR = False


@pytest.fixture
def owner():
    return Reader.objects.create_superuser("owner@paper.example", "long-enough-1", name="Owner")


@pytest.fixture
def politik():
    return open_section(open_edition(), "politik")


@pytest.fixture
def abroad(politik):
    section = open_section(open_edition("en", "The Courier"), "politics")
    settle_newsroom()
    return section


@pytest.fixture
def chief(politik):
    return colleague("chief@paper.example", (Kind.CHIEF, politik.edition), name="Chief")


@pytest.fixture
def reporter(politik):
    return colleague("rep@paper.example", (Kind.REPORTER, politik), name="Rep")


def entry(reader, **fields):
    """Return what the form of a colleague sends where nothing is changed but `fields`."""
    groups = [group.pk for group in reader.groups.all()]
    return {"name": reader.name, "email": reader.email, "groups": groups, **fields}


def told():
    kinds = Dispatch.objects.filter(kind__startswith="colleague.").order_by("pk")
    return list(kinds.values_list("kind", flat=True))


def test_a_chief_invites_a_colleague_and_gets_the_link(client, chief, politik):
    group = role_of(Kind.REPORTER, section=politik).group
    client.force_login(chief)
    assert client.get("/desk/users/new/").status_code == 200
    answer = client.post(
        "/desk/users/new/", {"name": "Neu", "email": "neu@paper.example", "groups": [group.pk]}
    )
    newcomer = Reader.objects.get(email="neu@paper.example")
    assert answer.headers["location"] == f"/desk/users/{newcomer.pk}/way-in/"
    assert (newcomer.is_staff, newcomer.is_superuser) == (True, False)
    assert list(newcomer.groups.all()) == [group]
    assert "/desk/password/" in client.get(answer.headers["location"]).content.decode()
    assert told() == ["colleague.invited", "colleague.appointed"]


def test_the_wire_tells_of_a_role_given_and_taken_at_the_desk(client, chief, reporter, politik):
    editor = role_of(Kind.EDITOR, section=politik)
    client.force_login(chief)
    address = f"/desk/users/edit/{reporter.pk}/"
    assert client.post(address, entry(reporter, groups=[editor.group.pk])).status_code == 302
    assert [role.name for role in reporter.groups.all()] == [editor.group.name]
    given, taken = Dispatch.objects.filter(kind__startswith="colleague.").order_by("pk")
    assert (given.kind, given.payload, given.by) == (
        "colleague.appointed", {"role": editor.pk}, f"reader:{chief.pk}",
    )  # fmt: skip
    assert (taken.kind, taken.subjects) == ("colleague.relieved", [f"reader:{reporter.pk}"])
    assert client.post(address, entry(reporter)).status_code == 302
    assert len(told()) == 2


def test_a_chief_gives_no_role_of_another_edition(client, chief, reporter, abroad):
    theirs = role_of(Kind.CHIEF, edition=abroad.edition).group
    client.force_login(chief)
    for reader in (chief, reporter):
        address = f"/desk/users/edit/{reader.pk}/"
        assert theirs.name not in client.get(address).content.decode()
        assert client.post(address, entry(reader, groups=[theirs.pk])).status_code == 200
    form = {"name": "x", "email": "x@paper.example", "groups": [theirs.pk]}
    assert client.post("/desk/users/new/", form).status_code == 200
    assert theirs.user_set.count() == 0


def test_a_chief_reaches_nobody_who_works_at_another_edition_too(client, chief, abroad, politik):
    both = colleague(
        "both@paper.example", (Kind.EDITOR, politik), (Kind.REPORTER, abroad), name="Both"
    )
    before = list(Reader.objects.filter(pk=both.pk).values())
    client.force_login(chief)
    assert "both@paper.example" not in client.get("/desk/users/").content.decode()
    for way in ["edit/{}/", "delete/{}/", "{}/way-in/", "history/{}/", "usage/{}/"]:
        address = "/desk/users/" + way.format(both.pk)
        form = entry(both, name="Mine", groups=[], forget_factors="on")
        for answer in (client.get(address), client.post(address, form)):
            assert answer.status_code in {302, 403, 404}, address
            assert "/desk/password/" not in answer.content.decode()
    assert list(Reader.objects.filter(pk=both.pk).values()) == before
    assert both.groups.count() == 2


def test_the_forms_ask_for_name_address_and_roles(client, chief, reporter):
    client.force_login(chief)
    for address in ["/desk/users/new/", f"/desk/users/edit/{reporter.pk}/"]:
        page = client.get(address).content.decode()
        assert all(f'id="id_{field}"' in page for field in ["name", "email", "groups"])
    assert f"/desk/users/{reporter.pk}/way-in/" in page


def test_nobody_is_invited_twice(client, chief, reporter):
    client.force_login(chief)
    answer = client.post("/desk/users/new/", {"name": "x", "email": "REP@paper.example"})
    assert "There is a colleague with this address" in answer.content.decode()
    assert told() == []


def test_extra_fields_make_nobody_an_owner(client, chief):
    client.force_login(chief)
    fields = {"name": "x", "email": "x@paper.example", "is_superuser": "on", "password": "p"}
    client.post("/desk/users/new/", fields)
    assert not Reader.objects.get(email="x@paper.example").is_superuser


def test_a_chief_gives_a_new_way_in_but_not_to_an_owner(client, chief, owner, reporter):
    client.force_login(chief)
    assert client.get(f"/desk/users/{reporter.pk}/way-in/").status_code == 200
    assert client.post(f"/desk/users/{reporter.pk}/way-in/").status_code == 302
    reporter.refresh_from_db()
    assert not reporter.has_usable_password()
    for address in [f"{owner.pk}/way-in/", f"delete/{owner.pk}/", f"edit/{owner.pk}/"]:
        assert client.post(f"/desk/users/{address}").status_code in {302, 403}, address
    owner.refresh_from_db()
    assert (owner.is_active, owner.has_usable_password()) == (True, True)


def test_whoever_is_shown_out_keeps_the_record_but_not_the_way_in(client, owner, reporter):
    client.force_login(owner)
    client.post(f"/desk/users/delete/{reporter.pk}/")
    reporter.refresh_from_db()
    assert not reporter.is_active
    assert told() == ["colleague.left"]


def test_the_page_that_ends_access_says_so(client, owner, reporter):
    client.force_login(owner)
    page = client.get(f"/desk/users/delete/{reporter.pk}/").content.decode()
    assert ">End access</button>" in page
    assert "Yes, delete" not in page


def sign_in(client, reader, *, seconds_ago=0):
    """Sign in as the door does, so that it is known when the password was typed."""
    client.force_login(reader)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() - seconds_ago, "email": reader.email}
    ]
    session["account_authentication_methods_user"] = str(reader.pk)
    session.save()


def link_on(page):
    return re.findall(r'value="http://[^/]+(/desk/address/[^"]+)"', page.content.decode())[0]


def test_a_new_address_counts_when_it_is_confirmed_and_the_old_one_is_no_way_in(
    client, chief, reporter
):
    EmailAddress.objects.create(user=reporter, email=reporter.email, verified=True, primary=True)
    sign_in(client, chief)
    form = entry(reporter, email="new@paper.example")
    answer = client.post(f"/desk/users/edit/{reporter.pk}/", form, follow=True)
    assert "new@paper.example waits" in answer.content.decode()
    reporter.refresh_from_db()
    assert reporter.email == "rep@paper.example"  # nothing has changed yet
    link = link_on(answer)
    theirs = Client()
    assert "new@paper.example" in theirs.get(link).content.decode()
    reporter.refresh_from_db()
    assert reporter.email == "rep@paper.example"  # a look changes nothing
    assert theirs.post(link).status_code == 200
    reporter.refresh_from_db()
    assert reporter.email == "new@paper.example"
    assert [row.email for row in EmailAddress.objects.filter(user=reporter)] == [reporter.email]
    assert theirs.post(link).status_code == 410  # it works once
    assert told() == ["colleague.readdressed"]


def test_a_session_left_open_is_not_enough_to_ask_for_a_new_address(client, chief, reporter):
    sign_in(client, chief, seconds_ago=3600)
    form = entry(reporter, email="new@paper.example", name="Renamed")
    answer = client.post(f"/desk/users/edit/{reporter.pk}/", form)
    page = answer.content.decode()
    assert "type your own password first" in page
    assert "/desk/sign-in/again/" in page
    assert 'value="Renamed"' in page  # what was typed stays
    assert not AddressChange.objects.exists()
    reporter.refresh_from_db()
    assert reporter.name == "Rep"
    assert client.post(f"/desk/users/edit/{reporter.pk}/", entry(reporter)).status_code == 302


def test_the_link_is_printed_only_where_no_mail_is_set(
    client, chief, reporter, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.HAS_MAIL = True
    sign_in(client, chief)
    form = entry(reporter, email="new@paper.example")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/desk/users/edit/{reporter.pk}/", form, follow=True)
    assert "new@paper.example waits" in answer.content.decode()
    assert "/desk/address/" not in answer.content.decode()
    new, former = sorted(mailoutbox, key=lambda letter: letter.to != ["new@paper.example"])
    assert "/desk/address/" in new.body
    assert (former.to, "/desk/address/" in former.body) == (["rep@paper.example"], False)


def test_a_chief_who_moves_their_own_address_stays(client, owner):
    sign_in(client, owner)
    form = {"name": "Owner", "email": "new@paper.example"}
    answer = client.post(f"/desk/users/edit/{owner.pk}/", form, follow=True)
    assert client.post(link_on(answer)).status_code == 200
    owner.refresh_from_db()
    assert owner.email == "new@paper.example"
    assert client.get("/desk/users/").status_code == 200


def test_roles_are_offered_by_edition(client, owner, politik, abroad):
    role_of(Kind.CHIEF, edition=politik.edition)
    client.force_login(owner)
    page = client.get("/desk/users/new/").content.decode()
    words = ["Der Bote", "Chefredaktion", "Politik", "The Courier", "Chief", "Politics"]
    places = [page.index(word, page.index('id="id_groups"')) for word in words]
    assert places == sorted(places)
    assert "Der Bote · " not in page  # said once, above


def test_colleagues_set_their_own_name_and_language(client, reporter):
    client.force_login(reporter)
    form = {
        "name_email-name": "Mareike",
        "locale-preferred_language": "de",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert "first_name" not in client.get("/desk/account/").content.decode()
    assert client.post("/desk/account/", form).status_code == 302
    reporter.refresh_from_db()
    assert reporter.name == "Mareike"
    assert "Zum Hauptinhalt springen" in client.get("/desk/").content.decode()


def test_a_reporter_sees_none_of_it(client, reporter, chief):
    client.force_login(reporter)
    for address in ["/desk/users/", "/desk/users/new/", f"/desk/users/{chief.pk}/way-in/"]:
        assert client.get(address).status_code in {302, 403}
    assert client.post(f"/desk/users/{chief.pk}/way-in/").status_code in {302, 403}
    chief.refresh_from_db()
    assert chief.has_usable_password()


def test_accounts_are_not_changed_in_bulk(client, owner, reporter):
    client.force_login(owner)
    for action in ["delete", "assign_role", "set_active_state"]:
        address = f"/desk/bulk/readers/reader/{action}/?id={reporter.pk}"
        assert client.post(address).status_code == 404
    assert Reader.objects.filter(pk=reporter.pk, is_active=True).exists()
