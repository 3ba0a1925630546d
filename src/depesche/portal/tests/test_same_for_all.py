"""A page is the same for everybody: no header, cookie or sign-in changes one byte of it."""

import re

import pytest
from django.test import Client

from depesche.portal.tests.reading import address

pytestmark = pytest.mark.django_db
HEADERS = [
    {"X-Forwarded-Host": "evil.example"},
    {"X-Forwarded-Proto": "http"},
    {"X-Forwarded-Port": "81"},
    {"X-Forwarded-Prefix": "/evil"},
    {"X-Original-Url": "/evil/"},
    {"X-Rewrite-Url": "/evil/"},
    {"X-Http-Method-Override": "POST"},
    {"X-Host": "evil.example"},
    {"Forwarded": "host=evil.example"},
    {"Accept-Language": "en"},
    {"Accept": "application/json"},
    {"Accept-Encoding": "identity"},
    {"Authorization": "Basic eDp5"},
    {"Cookie": "sessionid=x; desk=y; django_language=en; csrftoken=z"},
    {"Referer": "https://evil.example/"},
    {"User-Agent": "evil"},
    {"Range": "bytes=0-9"},
    {"X-Requested-With": "XMLHttpRequest"},
]
CLOCK = re.compile(rb"<time[^>]*>")


def printed(answer):
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Vary" not in answer.headers
    return CLOCK.sub(b"", answer.content)


@pytest.mark.parametrize("path", ["/de/", "/de/politik/", "article", "/de/imprint/"])
def test_no_header_changes_a_page(client, article, path):
    place = address(article) if path == "article" else path
    plain = printed(client.get(place))
    for headers in HEADERS:
        assert printed(client.get(place, headers=headers)) == plain, headers
    for query in ("?utm_source=x", "?_=1", "?lang=en", "?format=json", "?debug", "?page=2"):
        assert printed(client.get(place + query)) == plain, query


def test_a_signed_in_colleague_gets_everybody_s_page(desk, paper, article):
    for place in ("/de/", "/de/politik/", address(article)):
        theirs, everybodys = desk.get(place), Client().get(place)
        assert printed(theirs) == printed(everybodys)
        assert theirs["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert paper.chief.email not in theirs.text


def test_reading_changes_nothing_and_opens_no_session(desk, article, django_assert_num_queries):
    with django_assert_num_queries(0, info="no session is looked up for a foreign address"):
        assert desk.get("/de/", headers={"host": "evil.example"}).status_code == 400
