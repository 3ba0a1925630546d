"""What takes its time at the desk holds no lock: neither the scheduler nor colleagues wait."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from depesche.articles.models import Article
from depesche.articles.tests.make import draw_jpeg
from depesche.desk.tests.newsroom import (
    PASSWORD,
    chief,
    open_edition,
    open_section,
    typed,
    write_article,
)
from depesche.pictures.develop import open_upright
from depesche.pictures.models import Picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("one_factor")]
HELD: list[bool] = []


class WatchedHasher(MD5PasswordHasher):
    """Notes at each hash whether a transaction is open."""

    algorithm = "md5"

    def verify(self, password, encoded):
        HELD.append(connection.in_atomic_block)
        return super().verify(password, encoded)


@contextmanager
def watched_queries():
    held = []

    def note(execute, sql, params, many, context):
        if "articles_" in sql:  # what was typed is kept afterwards, in a moment of its own
            held.append(connection.in_atomic_block)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield held


@pytest.mark.parametrize("password", [PASSWORD, "wrong-password"])
def test_no_lock_is_held_while_a_password_is_hashed(client, settings, password):
    settings.PASSWORD_HASHERS = [f"{__name__}.WatchedHasher"]
    who = chief()
    HELD.clear()
    client.post("/desk/sign-in/", {"login": who.email, "password": password})
    assert HELD
    assert not any(HELD)
    assert ("_auth_user_id" in client.session) == (password == PASSWORD)


def test_no_lock_is_held_while_a_story_is_previewed(client):
    story = write_article(open_section(open_edition(), "politik"), "Die Brücke")
    client.force_login(chief())
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    with watched_queries() as held:
        answer = client.post(url, typed(title="Noch nicht"))
    assert answer.json()["is_valid"]
    assert held
    assert not any(held)
    assert Article.objects.get(pk=story.pk).title == "Die Brücke"


def test_no_lock_is_held_while_a_picture_is_decoded(client, monkeypatch):
    held = []

    def watched(*arguments, **named):
        held.append(connection.in_atomic_block)
        return open_upright(*arguments, **named)

    monkeypatch.setattr("depesche.pictures.accept.open_upright", watched)
    client.force_login(chief())
    file = SimpleUploadedFile("pegel.jpg", draw_jpeg(), content_type="image/jpeg")
    form = {"title": "Pegel", "files[]": file, "credit_line": "Jo"}
    answer = client.post(
        reverse("wagtailimages:add_multiple"), form, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert answer.status_code == 200
    assert Picture.objects.count() == 1
    assert held == [False]


def test_a_file_that_is_no_picture_is_still_refused(client):
    client.force_login(chief())
    file = SimpleUploadedFile("pegel.jpg", b"no picture at all", content_type="image/jpeg")
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Pegel", "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert not answer.json()["success"]
    assert not Picture.objects.exists()
