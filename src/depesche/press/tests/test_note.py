from depesche.press.note import collecting, note


def test_a_page_knows_the_subjects_whose_data_it_used():
    with collecting() as ingredients:
        note("article:42", "section:3")
        note("article:42")
    assert ingredients == {"article:42", "section:3"}


def test_a_query_outside_a_page_notes_nothing():
    note("article:42")
    with collecting() as ingredients:
        pass
    assert ingredients == set()


def test_a_piece_of_a_page_tells_the_page_what_it_used():
    with collecting() as page:
        note("front:1")
        with collecting() as piece:
            note("article:42")
        note("edition:de")
    assert piece == {"article:42"}
    assert page == {"front:1", "article:42", "edition:de"}
