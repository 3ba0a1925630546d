import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.articles.versions import compare_texts, compare_words, plain_lines, public_text

WORDS = st.text("ab \n.ä", max_size=40)


@given(before=WORDS, after=WORDS)
def test_comparison_of_two_texts_contains_both_whole(before, after):
    runs = compare_words(before, after)
    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "removed") == after
    if before == after:
        assert {run.kind for run in runs} <= {"same"}


@given(before=st.lists(WORDS, max_size=5), after=st.lists(WORDS, max_size=5))
def test_comparison_of_two_wordings_loses_no_paragraph(before, after):
    old, new = {"paragraphs": before}, {"paragraphs": after}
    runs = [run for paragraph in compare_texts(old, new) for run in paragraph]
    assert "".join(run.text for run in runs if run.kind != "added") == "".join(before)
    assert "".join(run.text for run in runs if run.kind != "removed") == "".join(after)


def test_one_changed_figure_is_one_changed_word():
    runs = compare_words("Der Pegel stand bei 7 Metern.", "Der Pegel stand bei 6 Metern.")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "Der Pegel stand bei "),
        ("removed", "7"),
        ("added", "6"),
        ("same", " Metern."),
    ]


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
        "“Wir halten.” — Clara Weiss, Deichgräfin — 2025-03-13",
        "Pegel",
        "Sechs Meter.",
        "Karte (https://karte.example/)",
    ]
    assert article.versions.get().text == public_text(article)
