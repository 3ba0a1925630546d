import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from depesche.articles.body_html import Name, References, Shown, body_html, referred_keys
from depesche.articles.models import Article, Correction
from depesche.articles.ninjs import Media, Surroundings, ninjs_item
from depesche.pictures.models import Picture

pytestmark = pytest.mark.django_db
SCHEMA = Path(__file__).parents[4].parent / "shared/samples/wire/schemas/ninjs-schema_3.1.json"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
MAYOR = Name("Levke Tormählen", "levke-tormaehlen", "https://bote.example/people/levke-tormaehlen/")
BODY: list[dict[str, Any]] = [
    {"type": "paragraph", "value": '<p>See <a linktype="page" id="7">here</a> & <b>there</b>.</p>'},
    {"type": "heading", "value": "What <now>"},
    {
        "type": "quote",
        "value": {
            "words": "We close\nit.",
            "speaker_person": 3,
            "speaker_organisation": None,
            "office": "mayor",
            "said_to": "the council",
            "said_on": "2026-03-04",
            "evidence": "https://example.org/minutes",
        },
    },
    {"type": "picture", "value": {"picture": 5, "caption": "The bridge", "alt": ""}},
    {"type": "list", "value": "<ul><li>one</li></ul>"},
    {
        "type": "table",
        "value": {
            "caption": "Wires",
            "table": {
                "data": [["year", "broken"], ["2026", None]],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
            },
            "source": "the port",
        },
    },
    {"type": "embed", "value": {"url": "https://v.example/1", "title": "Film", "provider": "V"}},
    {"type": "box", "value": {"title": "Wire", "text": "<p>Steel.</p>"}},
]


def story(**fields) -> Article:
    article = Article(title="Bridge closed", published_at=NOON, genre="report", **fields)
    article.body = json.dumps(BODY)
    return article


def around(**changed) -> Surroundings:
    picture = Picture(
        title="Bridge", creator="Rieke Volquart", file_hash="ab", description="A bridge"
    )
    fields = {
        "uri": "https://bote.example/k/abc",
        "section": Name("Politics", "politics", "https://bote.example/politics/"),
        "language": "en",
        "references": References(
            speakers={("person", 3): MAYOR},
            pictures={5: Shown("media/ab.jpg", "A bridge")},
            pages={7: "https://bote.example/politics/x-abd/"},
        ),
        "media": {5: Media(picture, [{"name": "original", "href": "https://bote.example/x.jpg"}])},
    }
    return Surroundings(**{**fields, **changed})


def test_every_block_becomes_one_element():
    html = body_html(BODY, around().references)
    assert html.splitlines() == [
        '<p>See <a href="https://bote.example/politics/x-abd/">here</a> &amp; <b>there</b>.</p>',
        "<h2>What &lt;now&gt;</h2>",
        (
            '<blockquote cite="https://example.org/minutes" itemscope'
            ' itemtype="https://schema.org/Quotation"><p itemprop="text">We close<br>it.</p>'
            "<footer>"
            '<cite itemprop="spokenByCharacter" data-kind="person" data-slug="levke-tormaehlen">'
            'Levke Tormählen</cite>, <span data-part="office">mayor</span>, '
            '<span data-part="said-to">the council</span>, <time datetime="2026-03-04"></time>'
            "</footer></blockquote>"
        ),
        (
            '<figure><img src="media/ab.jpg" alt="A bridge">'
            "<figcaption>The bridge</figcaption></figure>"
        ),
        "<ul><li>one</li></ul>",
        (
            '<figure><table><caption>Wires</caption><thead><tr><th scope="col">year</th>'
            '<th scope="col">broken</th></tr></thead><tbody><tr><th scope="row">2026</th>'
            "<td></td></tr>"
            '</tbody></table><figcaption data-part="source">the port</figcaption></figure>'
        ),
        '<figure data-kind="embed" data-provider="V"><a href="https://v.example/1">Film</a></figure>',
        "<aside><h3>Wire</h3><p>Steel.</p></aside>",
    ]


def test_a_link_to_a_story_that_readers_may_not_see_is_plain_text():
    assert body_html(BODY[:1], References()) == "<p>See here &amp; <b>there</b>.</p>"


def test_script_in_a_body_does_not_leave_the_house():
    hostile = [{"type": "paragraph", "value": '<p onclick="x()">a<script>x()</script></p>'}]
    assert body_html(hostile, References()) == "<p>a</p>"


def test_keys_that_blocks_refer_to_are_found():
    keys = referred_keys(BODY)
    assert (keys["person"], keys["picture"], keys["page"]) == ({3}, {5}, {7})
    assert keys["organisation"] == keys["recording"] == set()


def test_an_item_tells_what_readers_are_told():
    notice = Correction(kind="correction", wrong="13 wires", right="14 wires", published_at=NOON)
    item = ninjs_item(
        story(is_advertisement=True, ai_used="translation", event_on=date(2026, 3, 4)),
        around(corrections=[notice], ai_reviewer="Frauke Ottenrade", authors=[MAYOR]),
    )
    assert [mark["role"] for mark in item["trustIndicators"]] == [
        "depesche:advertisement",
        "depesche:ai-used",
        "depesche:ai-reviewer",
        "depesche:event-on",
    ]
    assert item["bodies"][1]["value"] == (
        '<p data-kind="correction"><time datetime="2026-03-04T12:00:00+00:00"></time>'
        "<del>13 wires</del><ins>14 wires</ins></p>"
    )
    assert item["by"] == "Levke Tormählen"
    assert [person["rel"] for person in item["people"]] == ["author", "speaker"]


@pytest.mark.samples
def test_an_item_is_valid_by_the_schema_of_ninjs():
    if not SCHEMA.is_file():
        pytest.skip("the samples are not beside this clone")
    article = story(agency="hk", copyright_notice="© Bote", place_line="Holmsiel", lead="L.")
    article.picture_id = 5
    names = [Name("Bridges", "bridges", "https://bote.example/tags/bridges/")]
    item = ninjs_item(article, around(tags=names, dossiers=names, places=names, related=names))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(item)] == []
