import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.articles.versions import plain_lines, public_text


@given(st.text("<>/bpr &;a", max_size=200))
def test_markup_of_any_shape_leaves_lines_without_it(markup):
    assert all(line == " ".join(line.split()) for line in plain_lines(markup))


@pytest.mark.django_db
def test_every_kind_of_block_belongs_to_the_public_text(paper):
    speaker = make_person("Clara Weiss")
    article = make_article(
        paper.politik,
        body=[
            "Ein <b>fetter</b> Satz &amp; mehr.",
            ("heading", "Was jetzt kommt"),
            ("list", "<ul><li>Sand</li><li>Säcke</li></ul>"),
            (
                "quote",
                {
                    "words": "Wir halten.",
                    "speaker_person": speaker.pk,
                    "speaker_organisation": None,
                    "office": "Deichgräfin",
                    "said_to": "",
                    "said_on": "2025-03-13",
                    "evidence": "",
                },
            ),
            ("box", {"title": "Pegel", "text": "<p>Sechs Meter.</p>"}),
            ("embed", {"url": "https://karte.example/", "title": "Karte", "provider": ""}),
        ],
        publish_at=NOON,
    )
    assert public_text(article)["paragraphs"] == [
        "Ein fetter Satz & mehr.",
        "Was jetzt kommt",
        "Sand",
        "Säcke",
        "„Wir halten.“ – Clara Weiss, Deichgräfin, 13. März 2025",
        "Pegel",
        "Sechs Meter.",
        "Karte (https://karte.example/)",
    ]
    assert article.versions.get().text == public_text(article)
