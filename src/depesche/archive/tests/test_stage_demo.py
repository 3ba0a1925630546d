from dataclasses import replace
from datetime import UTC, datetime, timedelta
from shutil import copy

import pytest
from wagtail.models import Revision, WorkflowState

from depesche.archive.models import Run
from depesche.archive.read_day import read_day
from depesche.archive.read_demo import FOLDER, BadDemo, missing_keys, read_demo
from depesche.archive.stage_demo import demo_accounts, stage_demo
from depesche.articles.models import Article, Correction, Front, PublicVersion
from depesche.articles.tests.make import draw_jpeg
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition, Imprint
from depesche.pictures.models import Picture
from depesche.readers.models import Reader
from depesche.register.models import Person

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)


class Killed(Exception):
    pass


def quiet(what, done, total):
    assert 0 < done <= total


def killer(step, number):
    def progress(what, done, total):
        if (what, done) == (step, number):
            raise Killed

    return progress


def picture_of_the_paper():
    """Everything that readers could tell apart, whatever the keys of the rows."""
    return {
        "versions": sorted(
            (version.article.title, version.number, version.published_at, version.note)
            for version in PublicVersion.objects.select_related("article")
        ),
        "articles": sorted(
            (a.title, a.edition.key, a.section.slug, a.listed, a.published_at, a.updated_at)
            for a in Article.objects.select_related("edition", "section")
        ),
        "corrections": sorted(Correction.objects.values_list("article__title", "kind", "right")),
        "slots": [
            [slot.article.title for slot in front.slots.select_related("article")]
            for front in Front.objects.order_by("slug")
        ],
        "pictures": sorted(Picture.objects.values_list("source_uri", flat=True)),
        "people": Person.objects.count(),
        "walks": sorted(WorkflowState.objects.values_list("status", "created_at")),
        "planned": sorted(
            Revision.objects.filter(approved_go_live_at__isnull=False).values_list(
                "approved_go_live_at", flat=True
            )
        ),
        "readers": sorted(Reader.objects.values_list("email", flat=True)),
    }


FEW = ("de/holmebruecke-gesperrt", "de/hallenbad-schliessung", "en/holme-bridge-closed")
DAY = (
    "de/taxis-suedufer",  # waits, rests on one source
    "de/zweites-schiff",  # approved and planned
    "de/haushaltsentwurf",  # approved, under embargo
    "de/laternen-anleger",  # sent back
    "de/leitartikel-reihenfolge",  # a draft, due today
)


@pytest.fixture
def small_demo(tmp_path, settings):
    """Three stories of the demo, and two pictures: enough to be killed in."""
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in FEW:
        target = tmp_path / f"demo/stories/{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        copy(FOLDER / f"stories/{name}.md", target)
    for name in DAY:
        target = tmp_path / f"demo/day/{name}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        copy(FOLDER / f"day/{name}.md", target)
    copy(FOLDER / "paper.toml", tmp_path / "demo")
    (tmp_path / "demo/pictures").mkdir()
    for key in ("bridge-closed", "pool"):
        (tmp_path / f"demo/pictures/{key}.jpg").write_bytes(draw_jpeg())
    return tmp_path / "demo"


def test_the_demo_is_a_whole_paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    staged = stage_demo(progress=quiet, at=NOW, hands=0)
    demo = read_demo(NOW)
    assert staged.story_count == len(demo.stories) - 1  # one was taken back
    assert Article.objects.listed().count() == staged.story_count
    assert Edition.objects.count() == Imprint.objects.count() == 2
    assert Dossier.objects.filter(entries__listed=True).distinct().count() == 6
    assert Article.objects.filter(retracted_at__isnull=False).count() == 1
    slots = [front.slots.count() for front in Front.objects.order_by("slug")]
    assert slots == [len(demo.slots["de"]), len(demo.slots["en"])]
    assert not Article.objects.listed().filter(published_at__gte=NOW).exists()
    assert all(notice.published_at < NOW for notice in Correction.objects.all())
    assert Picture.objects.count() + len(staged.warnings) == len(demo.tables["picture"])


def test_the_same_story_of_both_editions_is_linked(small_demo):
    stage_demo(progress=quiet, at=NOW, hands=0, folder=small_demo)
    bridge = Article.objects.get(title__startswith="Fourteen snapped wires")
    others = Article.objects.filter(translation_key=bridge.translation_key)
    assert {article.edition.key for article in others} == {"de", "en"}


def test_earlier_wordings_are_public_with_their_dates(small_demo):
    stage_demo(progress=quiet, at=NOW, hands=0, folder=small_demo)
    bridge = Article.objects.get(title__startswith="Vierzehn gerissene Drähte")
    versions = list(bridge.versions.order_by("number"))
    assert [version.number for version in versions] == [1, 2, 3]
    assert versions[0].published_at == bridge.published_at == NOW - timedelta(hours=3)
    assert versions[0].text["headline"] == "Holmebrücke am Morgen gesperrt"
    assert versions[2].published_at < NOW


@pytest.mark.parametrize(
    ("step", "number"), [("pictures", 1), ("drafts", 2), ("stories", 3), ("the day", 2)]
)
def test_a_demo_that_was_killed_goes_on_where_it_stopped(small_demo, step, number):
    with pytest.raises(Killed):
        stage_demo(progress=killer(step, number), at=NOW, hands=0, folder=small_demo)
    later = NOW + timedelta(hours=2)
    stage_demo(progress=quiet, at=later, hands=0, folder=small_demo)
    half = picture_of_the_paper()
    assert Run.objects.get().finished_at == later
    assert len(half["articles"]) == len(FEW) + len(DAY)
    assert (len(half["walks"]), len(half["planned"])) == (4, 2)
    assert len(half["versions"]) == 6
    assert all(version[2] < NOW for version in half["versions"])
    stage_demo(progress=quiet, at=NOW + timedelta(days=1), hands=0, folder=small_demo)
    assert picture_of_the_paper() == half


def test_the_day_at_the_desk_is_behind_the_readers_back(small_demo):
    stage_demo(progress=quiet, at=NOW, hands=0, folder=small_demo)
    hidden = Article.objects.filter(listed=False, retracted_at=None)
    drafts = {article.short_headline: article for article in hidden}
    assert len(drafts) == len(DAY)
    assert not any(article.live or article.published_at for article in drafts.values())
    planned = drafts["Zwei Schiffe: der neue Fahrplan"].scheduled_revision
    assert planned.approved_go_live_at == NOW + timedelta(hours=5)
    budget = drafts["Haushalt: Geld für die Brücke"].scheduled_revision
    assert budget.approved_go_live_at == NOW + timedelta(hours=20)
    waiting = drafts["Was das Taxi ans Südufer kostet"].current_workflow_state
    assert waiting.requested_by.email == "reporter@holmsiel.example"
    assert waiting.created_at == NOW - timedelta(minutes=71)
    assert drafts["Die Kunst der Reihenfolge"].event_on == NOW.date()
    sent_back = drafts["Vier Laternen ohne Absender"].current_workflow_state
    assert sent_back.status == WorkflowState.STATUS_NEEDS_CHANGES


def test_every_story_of_the_day_names_what_there_is():
    demo = read_demo(NOW)
    day = read_day(demo, NOW)
    assert missing_keys(replace(demo, stories=tuple(draft.story for draft in day))) == []
    assert {draft.story.edition for draft in day} == {"de", "en"}
    assert all(draft.story.published_at < (draft.handed_in_at or NOW) for draft in day)


def test_a_story_of_the_day_that_names_nobody_is_told_by_file(small_demo):
    page = small_demo / "day/de/taxis-suedufer.md"
    page.write_text(page.read_text(encoding="utf-8").replace('by = "reporter"', ""), "utf-8")
    with pytest.raises(BadDemo, match="de/taxis-suedufer"):
        read_day(read_demo(NOW, small_demo), NOW)


def test_everybody_at_the_demo_desk_has_their_role(small_demo):
    stage_demo(progress=quiet, at=NOW, hands=0, folder=small_demo)
    groups = {reader.email.split("@")[0]: reader.groups.count() for reader in Reader.objects.all()}
    assert groups == {"chief": 2, "politics": 2, "reporter": 2, "pictures": 2}
    assert Reader.objects.filter(is_staff=True).count() == 4


def test_people_of_the_demo_sign_in_with_passwords_of_this_paper(settings):
    first = demo_accounts()
    settings.SECRET_KEY = "another paper's secret, long enough to be one, truly"
    other = demo_accounts()
    assert len({account.password for account in first}) == len(first)
    assert all(a.password != b.password for a, b in zip(first, other, strict=True))
