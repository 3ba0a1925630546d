"""What a story rests on: seen by its own desk, and a confidential source nowhere else at all."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core import serializers
from django.core.management import call_command
from django.urls import reverse

from depesche.articles.check import NotReady
from depesche.articles.models import Article
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import NOON
from depesche.articles.write import revise_article
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, write_article
from depesche.desk.tests.test_keep_out import LEAVES, ROUTES, everything
from depesche.quotes.models import Source
from depesche.quotes.record import record_source, remove_source
from depesche.quotes.sources import count_independent
from depesche.readers.models import Reader
from depesche.wire.models import Dispatch

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_factor"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]
SECRET = "zaunkoenig"


@pytest.fixture
def section(db):
    return open_section(open_edition(), "politik")


@pytest.fixture
def editor(section, client):
    reader = colleague("editor@paper.example", (Role.Kind.EDITOR, section))
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    return reader


def form(**fields):
    return {"kind": "person", "name": SECRET, "terms": "background", **fields}


def test_a_confidential_source_is_sealed_and_shown_on_its_own_page_only(
    client, section, editor, caplog
):
    story = write_article(section, "Der Fluss", publish_at=NOON, owner=editor)
    url = reverse("newsroom:sources", args=[story.pk])
    data = form(is_confidential="on", reached=f"{SECRET} am Telefon", is_checked="on")
    assert client.post(url, data).status_code == 302
    page = client.get(url).text
    assert SECRET in page
    assert editor.name in page
    source = Source.objects.get()
    assert (source.name, source.reached) == ("", "")
    assert SECRET not in serializers.serialize("json", [source])
    revise_article(story, by=editor, at=NOON, single_source="Er weiß es.", change_note="x")
    publish_article(Article.objects.get(pk=story.pk), by=editor, at=NOON)
    revisions = json.dumps([r.content for r in Article.objects.get(pk=story.pk).revisions.all()])
    assert SECRET not in revisions
    dump = StringIO()
    call_command("dumpdata", "--all", stdout=dump)
    assert SECRET not in dump.getvalue()
    assert "person" in str(source).lower()
    assert SECRET not in caplog.text
    reader = client.__class__()
    assert SECRET not in reader.get(story.edition.path(story.reader_path())).text
    assert SECRET not in everything(
        reader.get(story.edition.path(story.reader_path()).rstrip("/") + ".json")
    )


def test_no_other_address_of_the_desk_shows_a_confidential_source(client, section):
    """Every address, asked by somebody who may come anywhere: only the one page unseals it."""
    boss = Reader.objects.create_superuser("boss@paper.example", "x" * 14, name="Boss")
    story = write_article(section, "Der Fluss", publish_at=NOON)
    record_source(
        story, name=SECRET, reached=SECRET, kind="person", is_confidential=True, by=boss, at=NOON
    )
    revise_article(story, by=boss, at=NOON, title="Der Fluss fällt")
    story = Article.objects.get(pk=story.pk)
    keys = {"page_id": story.pk, "page_pk": story.pk, "object_id": story.pk, "pk": story.pk,
            "revision_id": story.latest_revision_id, "revision_id_a": "earliest",
            "revision_id_b": "latest", "content_type_app_name": "articles",
            "content_type_model_name": "article", "app_label": "wagtailcore",
            "model_name": "page", "parent_page_id": story.get_parent().pk,
            "page_to_move_id": story.pk, "table": "stories", "app_name": "articles"}  # fmt: skip
    asked = 0
    for name, parts in ROUTES:
        if name in LEAVES or not set(parts) <= set(keys):
            continue
        client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
        url = reverse(name, kwargs={part: keys[part] for part in parts})
        answer = client.get(url, {"q": SECRET[:7], "id": story.pk, "page_type": "articles.article"})
        shown = SECRET in everything(answer).replace(f"q={SECRET[:7]}", "")
        assert shown == (name == "newsroom:sources"), name
        asked += 1
    assert asked > 100


def test_another_desk_sees_nothing_of_a_storys_sources(client, section, editor):
    other = open_section(section.edition, "kultur")
    story = write_article(other, "Das Lied", publish_at=NOON)
    record_source(story, name=SECRET, kind="person", by=None, at=NOON)
    url = reverse("newsroom:sources", args=[story.pk])
    assert SECRET not in everything(client.get(url))
    assert client.post(url, form()).status_code in {302, 403, 404}
    assert Source.objects.count() == 1


def test_the_flag_of_one_source_is_derived_and_can_be_overruled(client, section, editor):
    story = write_article(section, "Der Fluss", owner=editor)
    first = record_source(story, name="Amt", kind="person", by=editor, at=NOON)
    with pytest.raises(NotReady, match="Only one independent source"):
        publish_article(story, by=editor, at=NOON)
    revise_article(story, by=editor, at=NOON, several_because="Drei Zeugen, ein Protokoll.")
    publish_article(story, by=editor, at=NOON)
    assert not Article.objects.get().rests_on_one_source
    second = record_source(
        story, name="Sprecher", kind="person", depends_on=first, by=None, at=NOON
    )
    assert Article.objects.get().independent_sources == 1
    remove_source(second, by=None, at=NOON)
    record_source(story, name="Zeugin", kind="person", by=None, at=NOON)
    assert Article.objects.get().independent_sources == 2
    sent = Dispatch.objects.latest("pk")
    assert sent.kind == "source.recorded"
    assert "Zeugin" not in json.dumps(sent.payload)


def test_a_story_without_recorded_sources_keeps_its_flag(client, section):
    story = write_article(section, "Alt", publish_at=NOON, single_source="Nur das Amt sprach.")
    path = story.edition.path(story.reader_path())
    assert "Nur das Amt sprach." in client.get(path).text
    record_source(story, name="Amt", kind="person", by=None, at=NOON)
    assert "Nur das Amt sprach." in client.get(path).text
    record_source(story, name="Zeugin", kind="person", by=None, at=NOON)
    assert "Nur das Amt sprach." not in client.get(path).text


def test_a_state_affiliated_source_is_labelled_where_it_is_not_confidential(client, section):
    story = write_article(section, "Der Fluss", publish_at=NOON, single_source="So ist es.")
    affiliated: dict[str, Any] = {"kind": "outlet", "state": "Ruritanien", "relation": "organ"}
    record_source(story, name="Stimme", by=None, at=NOON, **affiliated)
    record_source(story, name=SECRET, is_confidential=True, by=None, at=NOON, **affiliated)
    page = client.get(story.edition.path(story.reader_path())).text
    assert page.count("Ruritanien") == 1
    assert "Organ des Staates" in page
    assert SECRET not in page


def test_a_circle_of_sources_is_one_source(section):
    story = write_article(section, "Der Fluss")
    first = record_source(story, name="A", kind="person", by=None, at=NOON)
    second = record_source(story, name="B", kind="person", depends_on=first, by=None, at=NOON)
    Source.objects.filter(pk=first.pk).update(depends_on=second)
    assert count_independent(Source.objects.all()) == 1
