from datetime import UTC, datetime, timedelta

from depesche.press.note import collecting, note, note_one_off, note_until

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_page_knows_the_subjects_whose_data_it_used():
    with collecting() as page:
        note("article:42", "section:3")
        note("article:42")
    assert page.ingredients == {"article:42", "section:3"}


def test_a_query_outside_a_page_notes_nothing():
    note("article:42")
    with collecting() as page:
        pass
    assert page.ingredients == set()


def test_a_piece_of_a_page_tells_the_page_what_it_used():
    with collecting() as page:
        note("front:1")
        with collecting() as piece:
            note("article:42")
        note("edition:de")
    assert piece.ingredients == {"article:42"}
    assert page.ingredients == {"front:1", "article:42", "edition:de"}


def test_a_page_ends_with_the_first_of_its_pieces():
    with collecting() as page:
        note_until(NOON + timedelta(hours=2))
        with collecting():
            note_until(NOON)
        note_until(None)
    assert page.until == NOON.timestamp()


def test_a_piece_that_is_not_for_keeps_keeps_the_page_out():
    with collecting() as page, collecting():
        note_one_off()
    assert not page.is_for_keeps
