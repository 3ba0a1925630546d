"""A session ends while somebody writes: the words come back, and arrive after signing in."""

import re
from html import unescape

import pytest
from django.conf import settings as house
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from depesche.articles.models import Article
from depesche.desk.outage import answer_outage
from depesche.desk.tests.newsroom import (
    PASSWORD,
    chief,
    open_edition,
    open_section,
    typed,
    write_article,
)
from depesche.readers.guard import IDLE_SECONDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
FIELD = re.compile(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', re.DOTALL)
INPUT = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
WORDS = "Am Morgen war die Brücke wieder offen. <b>Keiner</b> weiß, warum."
OURS = {"origin": "http://testserver"}


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def story():
    chief()
    return write_article(open_section(open_edition(), "politik"), "Die Brücke")


def sign_in(browser):
    browser.get("/desk/sign-in/")
    form = {"login": "chief@paper.example", "password": PASSWORD}
    browser.post("/desk/sign-in/", form | {"csrfmiddlewaretoken": token(browser)})
    assert "_auth_user_id" in browser.session


def token(browser):
    return browser.cookies[house.CSRF_COOKIE_NAME].value


def let_sleep(browser):
    session = browser.session
    session["seen_at"] = session["began_at"] = timezone.now().timestamp() - IDLE_SECONDS - 1
    session.save()


def let_expire(browser):
    browser.cookies.pop("desk")


def send(browser, url, form, **headers):
    return browser.post(url, form, headers={**OURS, **headers})


def fields_of(answer):
    page = answer.content.decode()
    found = [*INPUT.findall(page), *FIELD.findall(page)]
    return {unescape(name): unescape(value) for name, value in found}


@pytest.mark.parametrize("end", [let_sleep, let_expire])
def test_what_was_typed_comes_back_and_is_saved_after_signing_in(browser, story, end):
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    sign_in(browser)
    browser.get(url)
    form = typed(title="Neu", lead=WORDS) | {"csrfmiddlewaretoken": token(browser)}
    end(browser)
    refused = send(browser, url, form)
    assert refused.status_code == 403
    kept = fields_of(refused)
    assert kept["lead"] == WORDS
    again = send(browser, url, kept)  # not signed in yet: nothing is lost by pressing
    assert fields_of(again)["lead"] == WORDS
    sign_in(browser)
    fresh = send(browser, url, fields_of(again))
    assert fresh.status_code == 200
    assert "depesche-again" not in fields_of(fresh)
    sent = send(browser, url, fields_of(fresh))
    assert sent.status_code == 302
    draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert (draft.title, draft.lead) == ("Neu", WORDS)


def test_a_form_of_another_site_is_not_handed_back(browser, story):
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    for headers in ({"origin": "https://elsewhere.example"}, {"origin": "null"}, {"origin": ""}):
        answer = send(browser, url, typed(lead=WORDS) | {"depesche-again": "1"}, **headers)
        assert answer.status_code in {302, 403}
        assert "Brücke" not in answer.content.decode()


def test_a_script_of_the_editor_is_told_and_keeps_the_text_itself(browser, story):
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    sign_in(browser)
    browser.get(url)
    let_sleep(browser)
    answer = send(browser, url, typed(lead=WORDS), accept="application/json")
    assert (answer.status_code, answer.json()["error"]) == (403, "signed_out")


def test_an_open_page_that_asks_by_itself_keeps_no_session_awake(client, story):
    client.force_login(chief("other@paper.example"))
    client.get("/desk/")
    session = client.session
    session["seen_at"] = asleep = timezone.now().timestamp() - IDLE_SECONDS + 60
    session.save()
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", story.pk, 1])
    client.post(ping)
    assert client.session["seen_at"] == asleep
    client.get("/desk/")
    assert client.session["seen_at"] > asleep


def test_files_that_cannot_come_back_are_named_until_the_text_is_sent(browser, story):
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    sign_in(browser)
    browser.get(url)
    form = typed(lead=WORDS) | {"csrfmiddlewaretoken": token(browser)}
    let_sleep(browser)
    photo = SimpleUploadedFile("bruecke <neu>.jpg", b"x")
    refused = send(browser, url, form | {"photo": photo})
    assert "bruecke &lt;neu&gt;.jpg" in refused.content.decode()
    sign_in(browser)
    fresh = send(browser, url, fields_of(refused))
    assert "bruecke &lt;neu&gt;.jpg" in fresh.content.decode()
    assert "depesche-files" not in fields_of(fresh)


def test_an_outage_hands_back_text_and_names_files(rf):
    body = '{"blocks": [{"text": "Am Morgen kam die Meldung."}], "entityMap": {}}'
    photo = SimpleUploadedFile("bruecke.jpg", b"x")
    sent = {"lead": WORDS, "body-0-value": body, "photo": photo, "csrfmiddlewaretoken": "x y z"}
    request = rf.post("/desk/pages/3/edit/?next=a", sent)
    answer = after(OperationalError("database is locked"), answer_outage, request)
    assert answer is not None
    page = answer.content.decode()
    assert answer.status_code == 503
    assert fields_of(answer)["lead"] == WORDS
    assert "bruecke.jpg" in page
    assert re.findall(r'door-kept">(.*?)</pre>', page)[1:] == ["Am Morgen kam die Meldung."]


def after(fault, answer, request):
    """Answer as `handler500` does, while the fault is under way."""

    def go_wrong():
        raise fault

    try:
        go_wrong()
    except Exception:  # noqa: BLE001 as there
        return answer(request)
