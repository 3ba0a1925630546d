"""Staff pass one door; nobody else does, and the second factor is not skipped by any path."""

import re
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from depesche.readers.change_address import change_address
from depesche.readers.guard import DOORS
from depesche.readers.invite import (
    AlreadyStaff,
    end_sessions,
    invite_colleague,
    renew_way_in,
    set_password_url,
    show_out,
)
from depesche.readers.models import Reader
from depesche.wire.models import Dispatch

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
PASSWORD = "tide-table-lantern"
SIGN_IN = "/desk/sign-in/"
WAGTAILS_DOORS = {
    "/desk/login/",
    "/desk/logout/",
    "/desk/password_reset/",
    "/desk/password_reset/x",
}
pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return Reader.objects.create_superuser("chief@paper.example", PASSWORD, name="Ada Chief")


def sign_in(client, reader, password=PASSWORD):
    return client.post(SIGN_IN, {"login": reader.email, "password": password})


def addresses_of(start, resolver):
    """List every address below `resolver`, with something plausible for each of its parts."""
    for pattern in resolver.url_patterns:
        part = re.sub(r"<int:\w+>|\(\?P<\w+>\\d\+\)", "1", str(pattern.pattern).strip("^$"))
        part = re.sub(r"<\w+:\w+>|<\w+>|\(\?P<\w+>[^)]*\)", "x", part)
        if hasattr(pattern, "url_patterns"):
            yield from addresses_of(start + part, pattern)
        else:
            yield start + part


def current_code(secret):
    counter = next(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counter))


def test_a_right_password_opens_the_desk_where_no_second_factor_is_asked(client, chief, settings):
    settings.SECOND_FACTOR = False
    assert sign_in(client, chief).headers["location"] == "/desk/"
    assert client.get("/desk/password/").status_code == 200


def test_a_wrong_password_is_refused_in_one_sentence(client, chief):
    answer = sign_in(client, chief, "not-the-password")
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_reader_who_is_not_staff_gets_the_same_answer_as_a_wrong_password(client, chief):
    reader = Reader.objects.create_user("reader@paper.example", PASSWORD)
    right = sign_in(client, reader)
    wrong = sign_in(client, chief, "not-the-password")
    said = [
        re.findall(r'class="errorlist[^"]*"[^>]*>.*?</ul>', each.content.decode(), re.DOTALL)
        for each in (right, wrong)
    ]
    assert said[0] == said[1] != []
    assert "_auth_user_id" not in client.session


def test_staff_without_a_second_factor_must_set_one_up_before_anything_else(
    client, chief, settings
):
    settings.SECOND_FACTOR = True
    sign_in(client, chief)
    for address in ["/desk/", "/desk/pages/", "/desk/users/", "/desk/images/"]:
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.headers["location"].startswith("/desk/second-factor/totp/activate/")


def test_every_address_of_the_desk_asks_for_the_second_factor(client, chief, settings):
    settings.SECOND_FACTOR = True
    client.force_login(chief)
    addresses = list(addresses_of("/desk/", get_resolver("depesche.desk.urls")))
    checked = 0
    for address in addresses:
        if address.startswith(DOORS) or address in WAGTAILS_DOORS:
            continue
        answer = client.get(address)
        assert answer.status_code in {302, 403}, address
        assert answer.status_code == 403 or "second-factor" in answer.headers["location"], address
        checked += 1
    assert checked > 60


def test_a_second_factor_set_up_in_this_session_opens_the_desk(client, chief, settings):
    settings.SECOND_FACTOR = True
    sign_in(client, chief)
    page = client.get("/desk/second-factor/totp/activate/")
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/desk/second-factor/totp/activate/", {"code": current_code(secret)})
    assert answer.status_code == 302
    assert client.get("/desk/second-factor/recovery-codes/").status_code == 200
    assert client.get("/desk/password/").status_code == 200
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored
    assert get_adapter().decrypt(stored) == secret


def test_the_right_password_alone_is_not_enough_once_there_is_a_factor(client, chief, settings):
    settings.SECOND_FACTOR = True
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(chief, secret)
    answer = sign_in(client, chief)
    assert answer.headers["location"].startswith("/desk/second-factor/authenticate/")
    assert client.get("/desk/").headers["location"].startswith(SIGN_IN)
    wrong = client.post("/desk/second-factor/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    right = client.post("/desk/second-factor/authenticate/", {"code": current_code(secret)})
    assert right.headers["location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(chief.pk)


def test_a_recovery_code_works_once(client, chief, settings):
    settings.SECOND_FACTOR = True
    TOTP.activate(chief, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(chief).get_unused_codes()[0]
    for location in ["/desk/", None]:
        sign_in(client, chief)
        answer = client.post("/desk/second-factor/authenticate/", {"code": code})
        assert answer.headers.get("location") == location
        client.logout()


def test_a_session_that_never_showed_the_factor_is_ended(client, chief, settings):
    settings.SECOND_FACTOR = True
    TOTP.activate(chief, "JBSWY3DPEHPK3PXP")
    client.force_login(chief)
    assert client.get("/desk/").headers["location"].startswith(SIGN_IN)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/desk/login/", "/desk/password_reset/", "/desk/sign-in/new/"])
def test_wagtails_own_doors_lead_to_ours(client, address):
    assert client.get(address).status_code == 302
    assert client.post(address, {"username": "x", "password": "y"}).status_code == 302


def test_an_invited_colleague_chooses_a_password_once(client, chief, settings):
    settings.HAS_MAIL = False
    group = Group.objects.create(name="Reporters")
    colleague = invite_colleague(
        "new@paper.example", name="Neu", groups=[group], by="reader:1", at=AT
    )
    assert not colleague.has_usable_password()
    assert Dispatch.objects.get(kind="colleague.invited").subjects == [f"reader:{colleague.pk}"]
    address = set_password_url(colleague).removeprefix(settings.BASE_URL)
    for _look in range(2):  # a mail scanner's visit uses nothing up
        page = client.get(address, follow=True)
        assert page.status_code == 200
    form = page.redirect_chain[-1][0]
    done = client.post(form, {"password1": "seven-grey-herons", "password2": "seven-grey-herons"})
    assert done.status_code == 302
    colleague.refresh_from_db()
    assert colleague.check_password("seven-grey-herons")
    again = client.get(address, follow=True)
    assert "password1" not in again.content.decode()


def test_the_link_is_mailed_where_mail_is_set(settings, django_capture_on_commit_callbacks):
    settings.HAS_MAIL = True
    with django_capture_on_commit_callbacks(execute=True):
        invite_colleague("new@paper.example", name="Neu", groups=[], by="reader:1", at=AT)
    assert "/desk/password/" in mail.outbox[0].body


def test_inviting_a_colleague_twice_is_refused(chief):
    with pytest.raises(AlreadyStaff):
        invite_colleague(chief.email.upper(), name="x", groups=[], by="reader:1", at=AT)


def test_a_new_way_in_ends_sessions_and_old_passwords(client, chief, settings):
    settings.SECOND_FACTOR = False
    sign_in(client, chief)
    TOTP.activate(chief, "JBSWY3DPEHPK3PXP")
    renew_way_in(chief, forget_factors=False, by="reader:1", at=AT)
    assert client.get("/desk/password/").headers["location"].startswith(SIGN_IN)
    assert Authenticator.objects.filter(user=chief).count() == 1
    chief.refresh_from_db()
    assert not chief.check_password(PASSWORD)


def test_whoever_leaves_is_out_at_once(client, chief, settings):
    settings.SECOND_FACTOR = False
    sign_in(client, chief)
    show_out(chief, by="reader:2", at=AT)
    assert client.get("/desk/").headers["location"].startswith(SIGN_IN)
    assert sign_in(client, chief).status_code == 200
    assert "_auth_user_id" not in client.session
    assert end_sessions(chief) == 0


def test_a_former_address_neither_signs_in_nor_gets_a_new_password(client, chief, settings):
    settings.SECOND_FACTOR, settings.HAS_MAIL = False, True
    former = invite_colleague("old@paper.example", name="x", groups=[], by="reader:1", at=AT)
    former.set_password(PASSWORD)
    former.save()
    change_address(former, "new@paper.example", by="reader:1", at=AT)
    old = {"login": "old@paper.example", "password": PASSWORD}
    assert client.post(SIGN_IN, old).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post("/desk/password/forgotten/", {"email": "old@paper.example"})
    assert mail.outbox == []
    client.post("/desk/password/forgotten/", {"email": "new@paper.example"})
    assert [letter.to for letter in mail.outbox] == [["new@paper.example"]]
    assert sign_in(client, former).headers["location"] == "/desk/"


def test_a_changed_address_ends_sessions_and_links(client, chief, settings):
    settings.SECOND_FACTOR = False
    sign_in(client, chief)
    link = set_password_url(chief).removeprefix(settings.BASE_URL)
    change_address(chief, "ada@paper.example", by="reader:2", at=AT)
    assert client.get("/desk/password/").headers["location"].startswith(SIGN_IN)
    dispatch = Dispatch.objects.get(kind="colleague.readdressed")
    assert (dispatch.subjects, dispatch.by) == ([f"reader:{chief.pk}"], "reader:2")
    assert "password1" not in client.get(link, follow=True).content.decode()


def test_a_row_left_by_an_earlier_address_is_nobodys_way_in(chief):
    EmailAddress.objects.create(user=chief, email="free@paper.example", verified=True)
    newcomer = invite_colleague("free@paper.example", name="x", groups=[], by="reader:1", at=AT)
    assert EmailAddress.objects.get(email="free@paper.example").user == newcomer


def test_an_address_that_has_an_account_is_refused(chief):
    other = Reader.objects.create_staff("other@paper.example", PASSWORD)
    with pytest.raises(ValidationError):
        change_address(other, chief.email.upper(), by="reader:1", at=AT)


def test_a_session_ends_after_its_time(client, chief, settings):
    settings.SECOND_FACTOR = False
    sign_in(client, chief)
    client.get("/desk/password/")
    session = client.session
    session["began_at"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    assert client.get("/desk/password/").headers["location"].startswith(SIGN_IN)


def test_the_password_is_asked_for_again_without_telling_who_has_one(client, chief, settings):
    settings.HAS_MAIL = True
    known = client.post("/desk/password/forgotten/", {"email": chief.email})
    unknown = client.post("/desk/password/forgotten/", {"email": "nobody@paper.example"})
    assert (known.status_code, known.headers["location"]) == (
        unknown.status_code,
        unknown.headers["location"],
    )
    assert [letter.to for letter in mail.outbox] == [[chief.email]]
