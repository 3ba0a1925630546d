import gc
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from depesche.archive.commands import bring_in
from depesche.archive.models import Original, Run
from depesche.archive.ninjs_in import Order, bring_in_ninjs
from depesche.archive.tests.items import make_item, make_lead_picture, write_item
from depesche.articles.models import Article, Tag
from depesche.articles.tests.make import make_article, make_paper
from depesche.pictures.models import Picture
from depesche.register.models import Organisation, Person, Place
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
SAMPLES = Path(__file__).parents[4].parent / "shared/samples"


@pytest.fixture(autouse=True)
def newspaper_to_command(monkeypatch, tmp_path):
    """Let commands find the test's newspaper, wherever the suite is run."""
    monkeypatch.setenv("DEPESCHE_HOME", str(tmp_path))
    monkeypatch.setenv("DEPESCHE_SECRET_KEY", "of-this-test-only")


class Killed(Exception):
    pass


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "paper-media"
    return make_paper()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "items"
    made.mkdir()
    return made


def bring(folder, paper, *, progress=lambda done, total: None, **changed):
    fields = {"folder": folder, "edition": paper.de, "section": paper.politik, "at": NOW}
    return bring_in_ninjs(Order(**{**fields, **changed}), progress=progress)


def test_a_story_goes_out_with_its_own_date_byline_and_rights(paper, folder):
    write_item(
        folder,
        people=[{"name": "Clara Weiss", "rel": "author"}, {"name": "Ida Brandt", "rel": "about"}],
        organisations=[{"name": "Hafenamt"}],
        places=[{"name": "Auenstadt"}],
        subjects=[{"name": "Hochwasser"}, {"name": "Fluss"}],
        copyrightNotice="© Flussdienst",
        versionCreated="2020-06-01T10:00:00+02:00",
    )
    report = bring(folder, paper)
    assert report.counts() == {"done": 1, "updated": 0, "unchanged": 0, "refused": 0}
    story = Article.objects.listed().get()
    assert story.published_at == datetime(2020, 5, 2, 8, tzinfo=UTC)
    assert story.updated_at == datetime(2020, 6, 1, 8, tzinfo=UTC)
    assert (story.title, story.lead) == ("Der Pegel steigt zum 1. Mal", "Am Fluss wird es eng (1).")
    assert (story.agency, story.usage_terms) == ("Flussdienst", "Nur mit Quelle")
    assert story.copyright_notice == "© Flussdienst"
    assert [row.person.name for row in story.bylines.all()] == ["Clara Weiss"]
    assert [row.tag.name for row in story.taggings.all()] == ["Hochwasser", "Fluss"]
    assert Person.objects.get(name="Ida Brandt").mentions.get().article_id == story.pk
    assert Organisation.objects.get().mentions.count() == Place.objects.get().mentions.count() == 1


def test_the_collector_is_spared_the_program_while_a_folder_comes_in(paper, folder):
    write_item(folder)
    frozen = []

    def watch(done, total):
        frozen.append(gc.get_freeze_count())
        if len(frozen) > 1:
            raise Killed

    bring(folder, paper, progress=watch)
    with pytest.raises(Killed):
        bring(folder, paper, progress=watch)
    assert all(count > 100_000 for count in frozen)
    assert gc.get_freeze_count() == 0


def test_a_second_run_changes_nothing(paper, folder):
    for number in range(7):
        write_item(folder, number)
    bring(folder, paper)
    before = list(Article.objects.values_list("pk", "latest_revision", "updated_at"))
    dispatches = Dispatch.objects.count()
    report = bring(folder, paper)
    assert report.counts() == {"done": 0, "updated": 0, "unchanged": 7, "refused": 0}
    assert list(Article.objects.values_list("pk", "latest_revision", "updated_at")) == before
    assert Dispatch.objects.count() == dispatches


def test_a_new_version_updates_the_story_and_both_stay_comparable(paper, folder):
    write_item(folder)
    bring(folder, paper)
    changed = "2020-05-03T10:00:00+02:00"
    write_item(folder, version="2", title="Der Pegel fällt", versionCreated=changed)
    report = bring(folder, paper)
    assert report.counts() == {"done": 0, "updated": 1, "unchanged": 0, "refused": 0}
    story = Article.objects.listed().get()
    headlines = [version.text["headline"] for version in story.versions.order_by("number")]
    assert headlines == ["Der Pegel steigt zum 1. Mal", "Der Pegel fällt"]
    assert story.updated_at == datetime(2020, 5, 3, 8, tzinfo=UTC)
    assert story.published_at == datetime(2020, 5, 2, 8, tzinfo=UTC)
    assert [row.version for row in Original.objects.order_by("pk")] == ["1", "2"]
    assert bring(folder, paper).unchanged == 1


def test_an_older_version_does_not_undo_a_newer_one(paper, folder):
    newer = "2020-06-03T10:00:00+02:00"
    write_item(folder, name="a.json", version="2", title="Neu", versionCreated=newer)
    write_item(folder, name="b.json", version="1", title="Alt")
    report = bring(folder, paper)
    assert (report.done, report.unchanged) == (1, 1)
    assert report.notes[0].sentence == "a newer version of it is here already"
    assert Article.objects.get().title == "Neu"


def test_a_broken_file_is_named_and_the_rest_goes_in(paper, folder):
    write_item(folder, 1)
    (folder / "0002.json").write_text("{", encoding="utf-8")
    write_item(folder, 3, title=None)
    write_item(folder, 4, language="en")
    write_item(folder, 5, contentCreated="2031-01-01T00:00:00Z")
    write_item(folder, 6, name="deep/down/0006.json")
    report = bring(folder, paper)
    assert report.counts() == {"done": 2, "updated": 0, "unchanged": 0, "refused": 4}
    reasons = {remark.file: remark.sentence for remark in report.refused}
    assert reasons["0002.json"].startswith("it is not JSON")
    assert reasons["0003.json"] == "it has no title"
    assert reasons["0004.json"] == "its language is en, the edition's de"
    assert "future" in reasons["0005.json"]


@pytest.mark.parametrize("stop", range(1, 12, 2))
def test_a_killed_run_is_taken_up_nothing_twice_none_missing(paper, folder, stop):
    for number in range(11):
        write_item(folder, number, associations=[make_lead_picture(folder)])

    def die(done, total):
        if done == stop:
            raise Killed

    with pytest.raises(Killed):
        bring(folder, paper, progress=die, batch=3)
    half = Article.objects.count()
    assert half == Original.objects.count() <= stop
    report = bring(folder, paper, batch=3)
    assert report.was_taken_up
    assert (report.done, report.unchanged) == (11 - half, half)
    titles = list(Article.objects.values_list("title", flat=True))
    assert len(titles) == len(set(titles)) == 11
    assert Picture.objects.count() == 1
    assert Run.objects.get().finished_at == NOW


def test_a_story_that_the_database_refuses_does_not_stop_the_others(paper, folder):
    write_item(folder, 1)
    write_item(folder, 2, copyrightHolder="x" * 70 + "ß" * 400)
    write_item(folder, 3)
    assert bring(folder, paper).done == 3


def test_the_lead_picture_comes_with_credit_and_rights(paper, folder):
    write_item(folder, associations=[make_lead_picture(folder)])
    bring(folder, paper)
    picture = Article.objects.get().picture
    assert (picture.credit, picture.caption) == ("Jo Kern", "Der Pegel am Morgen")
    assert picture.copyright_notice == "© Flussdienst"
    assert picture.is_public


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"by": None, "copyrightNotice": None}, "nobody is named whose picture it is"),
        ({"href": "../secret.jpg"}, "its file is not in the folder"),
        ({"href": "%2e%2e/secret.jpg"}, "its file is not in the folder"),
        ({"href": "/etc/passwd"}, "its file is not in the folder"),
        ({"href": "file:///etc/passwd"}, "its file is not in the folder"),
        ({"href": "media/\u0000"}, "its file is not in the folder"),
        ({"href": "https://agency.example/a.jpg"}, "it is on another machine"),
    ],
)
def test_a_picture_that_cannot_come_is_named_and_the_story_goes_in(
    paper, folder, tmp_path, changed, sentence
):
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    write_item(folder, associations=[make_lead_picture(folder, **changed)])
    report = bring(folder, paper)
    assert report.done == 1
    assert sentence in report.notes[0].sentence
    assert not Picture.objects.exists()


def test_a_picture_that_is_none_is_named(paper, folder):
    association = make_lead_picture(folder)
    (folder / "media/pegel.jpg").write_bytes(b"<?php echo 1; ?>")
    write_item(folder, associations=[association])
    report = bring(folder, paper)
    assert report.done == 1
    assert "left out" in report.notes[0].sentence


def test_a_link_out_of_the_folder_is_not_followed(paper, folder, tmp_path):
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps(make_item(9)), encoding="utf-8")
    (folder / "link.json").symlink_to(secret)
    report = bring(folder, paper)
    assert report.refused[0].sentence == "it is a link that leads out of the folder"
    assert not Article.objects.exists()


def test_hostile_markup_does_not_come_in(paper, folder):
    value = '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a></p>'
    write_item(folder, bodies=[{"contentType": "text/html", "value": value}])
    bring(folder, paper)
    assert Article.objects.get().body.raw_data[0]["value"] == "<p>ab</p>"


def test_a_rehearsal_writes_nothing(paper, folder):
    write_item(folder)
    report = bring(folder, paper, is_rehearsal=True)
    assert report.done == 1
    assert not Article.objects.exists()
    assert not Run.objects.exists()


def test_names_that_are_here_are_used(paper, folder):
    person = Person.objects.create(name="Clara Weiss", slug="clara")
    Tag.objects.create(edition=paper.de, name="Fluss", slug="wasser")
    Tag.objects.create(edition=paper.en, name="Hafen", slug="hafen")
    for number in (1, 2):
        write_item(folder, number, subjects=[{"name": "Fluss"}, {"name": "Hafen"}])
    bring(folder, paper)
    assert Person.objects.get() == person
    assert sorted(Tag.objects.values_list("edition__key", "slug")) == [
        ("de", "hafen"),
        ("de", "wasser"),
        ("en", "hafen"),
    ]


def test_names_with_one_slug_get_addresses_of_their_own(paper, folder):
    people = [{"name": name, "rel": "about"} for name in ("Ä B", "AE B", "ae-b")]
    write_item(folder, people=people)
    bring(folder, paper)
    slugs = Person.objects.exclude(name="Clara Weiss").values_list("slug", flat=True)
    assert sorted(slugs) == ["ae-b", "ae-b-2", "ae-b-3"]


def test_stories_that_were_here_before_stay_as_they_are(paper, folder):
    own = make_article(paper.politik, publish_at=NOW)
    write_item(folder)
    bring(folder, paper)
    own.refresh_from_db()
    assert Article.objects.listed().count() == 2
    assert own.title == "Der Fluss steigt weiter"


def test_the_command_tells_what_became_of_the_files(paper, folder, tmp_path):
    write_item(folder)
    (folder / "x.json").write_text("no", encoding="utf-8")
    target = tmp_path / "report.json"
    words = ["ninjs", str(folder), "--edition", "de", "--section", "politik"]
    result = CliRunner().invoke(bring_in, [*words, "--report", str(target)])
    assert result.exit_code == 0, result.output
    assert "1 came in, 0 updated, 0 unchanged, 1 refused." in result.output
    assert "stories/s" in result.output
    found = json.loads(target.read_text(encoding="utf-8"))
    assert found["refusals"][0]["file"] == "x.json"


@pytest.mark.parametrize(
    ("edition", "section", "sentence"),
    [
        ("fr", "politik", "there is no edition “fr”. The editions are: de, en."),
        ("de", "sport", "Flussbote has no section “sport”. Its sections are: politik, kultur."),
    ],
)
def test_a_wrong_edition_or_section_is_answered_with_the_right_ones(
    paper, folder, edition, section, sentence
):
    words = ["ninjs", str(folder), "--edition", edition, "--section", section]
    result = CliRunner().invoke(bring_in, words)
    assert result.exit_code == 1
    assert sentence in result.output


def test_an_empty_folder_is_said_to_be_empty(paper, folder):
    words = ["ninjs", str(folder), "--edition", "de", "--section", "politik"]
    result = CliRunner().invoke(bring_in, words)
    assert "there is no .json file" in result.output


def test_many_items_need_no_more_queries_than_few(paper, folder, django_assert_max_num_queries):
    for number in range(60):
        write_item(folder, number, subjects=[{"name": f"Thema {number % 5}"}])
    with django_assert_max_num_queries(90):
        bring(folder, paper)


@pytest.mark.samples
@pytest.mark.parametrize(("name", "key"), [("ninjs-wikinews-de", "de"), ("ninjs-18f-en", "en")])
def test_real_stories_come_in_with_their_dates_and_rights(paper, name, key):
    folder = SAMPLES / name
    if not folder.is_dir():
        pytest.skip("the samples are not beside this clone")
    edition, section = (paper.de, paper.politik) if key == "de" else (paper.en, paper.politics)
    report = bring(folder, paper, edition=edition, section=section, limit=100)
    assert report.done + len(report.refused) == 100
    assert all("is no date: None" in remark.sentence for remark in report.refused)
    stories = Article.objects.listed().in_edition(edition)
    assert stories.count() == report.done
    assert not stories.filter(lead="").exists()
    assert not stories.filter(published_at__year__gte=2026).exists()
    assert not stories.filter(usage_terms="").exists()
