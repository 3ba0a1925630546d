import sys
from contextlib import contextmanager

from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.compare import Steps, compare_texts, compare_words

WORDS = st.text("ab \n.ä", max_size=40)
EFFORT = st.integers(0, 400).map(Steps)


def without(kind, runs):
    return "".join(run.text for run in runs if run.kind != kind)


@given(before=WORDS, after=WORDS, steps=EFFORT)
def test_comparison_of_two_texts_contains_both_whole(before, after, steps):
    for runs in (compare_words(before, after), compare_words(before, after, steps)):
        assert without("added", runs) == before
        assert without("removed", runs) == after
        assert all(run.text for run in runs)
    assert steps.left >= 0
    if before == after:
        assert {run.kind for run in compare_words(before, after)} <= {"same"}


@given(before=st.lists(WORDS, max_size=5), after=st.lists(WORDS, max_size=5), steps=EFFORT)
def test_comparison_of_two_wordings_loses_no_paragraph(before, after, steps):
    old, new = {"paragraphs": before}, {"paragraphs": after}
    for found in (compare_texts(old, new), compare_texts(old, new, steps)):
        runs = [run for paragraph in found for run in paragraph]
        assert without("added", runs) == "".join(before)
        assert without("removed", runs) == "".join(after)


def test_one_changed_figure_is_one_changed_word():
    runs = compare_words("Der Pegel stand bei 7 Metern.", "Der Pegel stand bei 6 Metern.")
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "Der Pegel stand bei "),
        ("removed", "7"),
        ("added", "6"),
        ("same", " "),
        ("same", "Metern."),
    ]


def test_words_that_stayed_between_two_changes_do_not_break_the_sentence():
    runs = compare_words(
        "Die Brücke ist zu, die Fähre fährt um acht, sagt die Stadt.",
        "Die Brücke ist zu, ein Schiff fährt um neun, sagt die Stadt.",
    )
    assert [(run.kind, run.text) for run in runs] == [
        ("same", "Die Brücke ist zu, "),
        ("removed", "die Fähre fährt um acht,"),
        ("added", "ein Schiff fährt um neun,"),
        ("same", " "),
        ("same", "sagt die Stadt."),
    ]


def test_a_sentence_written_anew_is_shown_whole():
    runs = compare_words("Der Rat vertagt sich.", "Nach sechs Stunden stimmt der Rat zu.")
    assert [run.kind for run in runs] == ["removed", "added"]


def test_one_changed_figure_is_one_changed_word_in_the_longest_paragraph():
    text = "".join(f" Der Pegel stand um {hour} Uhr bei 7 Metern." for hour in range(9000))
    changed = text.replace("um 4500 Uhr bei 7", "um 4500 Uhr bei 6")
    runs = compare_words(text, changed)
    assert [run.text for run in runs if run.kind != "same"] == ["7", "6"]


@contextmanager
def counted():
    """Count the lines of the program that are run inside."""
    lines = [0]

    def count(_frame, event, _argument):
        lines[0] += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        yield lines
    finally:
        sys.settrace(before)


def test_a_paragraph_of_one_word_over_and_over_costs_no_more_than_its_length():
    for size in (500, 1000, 2000):
        for word in ("ja ", "ja. "):
            before, after = word * size + "Amen", "Amen " + word * size
            with counted() as lines:
                runs = compare_words(before, after, Steps(50 * size))
            assert lines[0] < 800 * size
            assert (without("added", runs), without("removed", runs)) == (before, after)


def test_a_page_of_many_equal_lines_costs_no_more_than_its_length():
    old = {"paragraphs": ["", "Ja."] * 1000}
    new = {"paragraphs": ["Nein.", *["Ja.", ""] * 1000]}
    with counted() as lines:
        compare_texts(old, new, Steps(50_000))
    assert lines[0] < 2_000_000
