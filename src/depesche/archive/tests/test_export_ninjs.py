import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from django.core.files.base import ContentFile

from depesche.archive.commands import export
from depesche.archive.models import Original
from depesche.archive.ninjs_in import Order, bring_in_ninjs
from depesche.archive.ninjs_out import FolderTaken, write_ninjs
from depesche.articles.correct import correct_article
from depesche.articles.models import Article, Correction, PictureUse, PublicVersion, Recording, Tag
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import (
    make_article,
    make_organisation,
    make_paper,
    make_person,
    make_picture,
    make_place,
    make_tag,
)
from depesche.articles.write import revise_article
from depesche.dossiers.models import Dossier
from depesche.pictures.models import Picture
from depesche.register.models import Organisation, Person, Place

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[4].parent / "shared/samples/wire/schemas/ninjs-schema_3.1.json"
NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def newspaper_to_command(monkeypatch, tmp_path):
    """Let commands find the test's newspaper, wherever the suite is run."""
    monkeypatch.setenv("DEPESCHE_HOME", str(tmp_path))
    monkeypatch.setenv("DEPESCHE_SECRET_KEY", "of-this-test-only")


@pytest.fixture
def paper(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "paper-media"
    made = make_paper()
    fill(made)
    return made


def fill(paper):
    """Publish stories with everything that a story can have."""
    picture = make_picture(agency="Flussdienst", taken_on=date(2025, 3, 1), caption="Der Pegel")
    other = make_picture("Die Brücke", creator="", agency="Bildtisch")
    mayor, reviewer = make_person("Levke Ahr"), make_person("Ida Brandt", is_author=True)
    office = make_organisation()
    dossier = Dossier.objects.create(
        edition=paper.de,
        name="Hochwasser (2025)",
        slug="hochwasser-2025",
        summary="Was geschah.",
        period_from=date(2025, 3, 1),
    )
    first = make_article(
        paper.politik,
        title="Deich & Fluss: <alles> „unklar“",
        publish_at=NOON,
        kicker="Hochwasser",
        short_headline="Deich unklar",
        place_line="Auenstadt",
        genre="reportage",
        agency="Flussdienst",
        copyright_notice="© Bote",
        picture=picture,
        picture_caption="Der Pegel am Morgen",
        event_on=date(2025, 3, 13),
        ai_used="Übersetzung",
        ai_reviewer=reviewer,
        single_source="Nur das Amt sprach.",
        authors=[reviewer],
        people=[mayor],
        organisations=[office],
        places=[make_place()],
        tags=[make_tag(paper.de, "Hochwasser"), make_tag(paper.de, "Deich")],
        dossiers=[dossier],
        body=body(mayor, office, picture, other),
    )
    second = make_article(
        paper.kultur,
        title="Anzeige",
        publish_at=NOON + timedelta(hours=1),
        is_advertisement=True,
        related=[first],
    )
    revise_article(
        second, by=None, at=NOON + timedelta(hours=3), lead="Neuer Vorspann.", change_note="Neu"
    )
    publish_article(second, by=None, at=NOON + timedelta(hours=3))
    correct_article(
        first, kind="correction", wrong="12", right="13", by=None, at=NOON + timedelta(hours=2)
    )
    make_article(paper.politik, title="Ein Entwurf")
    make_article(paper.politics, title="Another edition", publish_at=NOON)


def body(mayor, office, picture, other):
    quote = {"office": "Amt", "said_to": "dem Boten", "said_on": "2025-03-14", "evidence": ""}
    table = {"data": [["a", "b"], ["1", ""]], "first_row_is_table_header": True}
    return [
        ("paragraph", '<p data-block-key="x">Ein  <b>Satz</b> &amp; <i>mehr</i>.</p><p>Zwei.</p>'),
        ("heading", "Was nun?"),
        ("quote", {**quote, "words": "Wir\nwarten.", "speaker_person": mayor.pk}),
        ("quote", {**quote, "words": "Ja.", "speaker_organisation": office.pk, "said_on": None}),
        ("picture", {"picture": other.pk, "caption": "Die Brücke", "alt": "Eine Brücke"}),
        ("picture", {"picture": picture.pk, "caption": "", "alt": ""}),
        ("list", "<ul><li>eins</li><li>zwei</li></ul>"),
        ("table", {"caption": "Zahlen", "table": table, "source": "Amt"}),
        ("embed", {"url": "https://v.example/1?a=1&b=2", "title": "Film", "provider": "V"}),
        ("box", {"title": "Deich", "text": "<p>Ein <i>Wall</i>.</p><ul><li>a</li></ul>"}),
    ]


def take_out(paper, folder, **changed):
    fields = {"edition": paper.de, "section": None, "progress": lambda done, total: None}
    fields["note"] = lambda file, sentence: pytest.fail(f"{file}: {sentence}")
    return write_ninjs(folder, **{**fields, **changed})


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def empty(paper):
    for model in (PublicVersion, PictureUse, Correction):
        model.objects.all().delete()
    for article in Article.objects.all():
        article.delete()
    for rest in (Dossier, Picture, Tag, Person, Organisation, Place, Original):
        rest.objects.all().delete()


def test_an_export_brought_into_an_empty_paper_is_the_same_export(paper, tmp_path):
    assert take_out(paper, tmp_path / "one") == 2
    empty(paper)
    order = Order(folder=tmp_path / "one", edition=paper.de, section=None, at=LATER)
    report = bring_in_ninjs(order, progress=lambda done, total: None)
    assert report.counts() == {"done": 2, "updated": 0, "unchanged": 0, "refused": 0}
    assert report.notes == []
    take_out(paper, tmp_path / "two")
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert list(one) == list(two)
    for name, content in one.items():
        if name.endswith(".json"):
            assert json.loads(two[name]) == json.loads(content)
    assert one == two
    again = bring_in_ninjs(order, progress=lambda done, total: None)
    assert again.unchanged == 2


def test_an_export_holds_what_readers_see_and_nothing_else(paper, tmp_path):
    take_out(paper, tmp_path / "one")
    text = b"".join(files(tmp_path / "one").values())
    assert b"Ein Entwurf" not in text
    assert b"Another edition" not in text
    index = json.loads((tmp_path / "one/index.json").read_text(encoding="utf-8"))
    assert [story["headline"] for story in index["stories"]][1] == "Anzeige"
    assert len(list((tmp_path / "one/media").iterdir())) == 2


def test_one_section_is_taken_out_alone(paper, tmp_path):
    assert take_out(paper, tmp_path / "one", section=paper.kultur) == 1


def test_an_export_never_writes_over_a_folder_that_is_in_use(paper, tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "one/letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken, match="not empty"):
        take_out(paper, tmp_path / "one")
    result = CliRunner().invoke(export, [str(tmp_path / "one"), "--edition", "de"])
    assert result.exit_code == 1
    assert "is not empty: name a new folder." in result.output
    result = CliRunner().invoke(export, [str(tmp_path / "two"), "--edition", "de"])
    assert "2 stories are in" in result.output


def test_what_an_export_cannot_hold_is_told_and_the_rest_is_there(paper, tmp_path):
    lost = Picture.objects.get(title="Die Brücke")
    Path(lost.file.path).unlink()
    sound = Recording.objects.create(title="Deich", file=ContentFile(b"ID3", name="d.mp3"))
    block = ("audio", {"recording": sound.pk, "caption": ""})
    heard = make_article(paper.politik, title="Hört", publish_at=NOON, body=["Satz.", block])
    result = CliRunner().invoke(export, [str(tmp_path / "one"), "--edition", "de"])
    assert "3 stories are in" in result.output
    assert f"2025/{heard.code}.json: its sound file stays behind" in result.output
    assert "json: the file of its picture “Die Brücke” is lost" in result.output
    order = Order(folder=tmp_path / "one", edition=paper.de, section=None, at=LATER)
    empty(paper)
    assert bring_in_ninjs(order, progress=lambda done, total: None).done == 3


@pytest.mark.samples
def test_every_exported_item_is_valid_by_the_schema(paper, tmp_path):
    if not SCHEMA.is_file():
        pytest.skip("the samples are not beside this clone")
    take_out(paper, tmp_path / "one")
    schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    items = [*(tmp_path / "one").glob("2*/*.json")]
    assert items
    for path in items:
        item = json.loads(path.read_text(encoding="utf-8"))
        assert [error.message for error in schema.iter_errors(item)] == []
