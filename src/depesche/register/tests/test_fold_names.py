import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.register.spellings import family_key, fold, plain, words_of

ONE_PERSON = [
    ["Lawrow", "Lavrov", "Лавров", "ЛАВРОВ", "Lavroff"],
    ["Sergej Lawrow", "Sergei Lavrov", "Lawrow, Sergej", "Сергей Лавров", "LAVROV Sergey"],
    ["Jürgen Müller", "Juergen Mueller", "Ju\u0308rgen Mu\u0308ller", "JURGEN MULLER"],
    ["Dr. Angela Merkel", "Merkel, Angela", "Prof. Dr. Angela Merkel", "Frau Angela Merkel"],
    ["Chruschtschow", "Khrushchev", "Хрущёв"],
    ["Gorbatschow", "Gorbachev", "Горбачёв"],
    ["Jelzin", "Yeltsin", "Ельцин"],
    ["Selenskyj", "Zelensky", "Zelenskyy", "Зеленський"],
    ["Tschechow", "Chekhov", "Чехов"],
    ["Maria", "Marija", "Mariya", "Мария"],
    ["Julia", "Yulia", "Julija", "Юлия"],
    ["Jewgeni Prigoschin", "Yevgeny Prigozhin", "Евгений Пригожин"],
    ["Solowjow", "Solovyov", "Соловьёв"],
    ["Strauß", "Strauss", "STRAUSS"],
    ["Jean-Luc Godard", "Jean Luc Godard", "Jean\u2011Luc Godard"],
    ["O'Neill", "O’Neill", "ONeill"],
    ["محمد", "مُحَمَّد", "\u200fمحمد\u200e"],
    ["שלום", "שָׁלוֹם"],
    ["U.S. Navy", "US Navy"],
]
TWO_PEOPLE = [("Scholz", "Schulz"), ("Merkel", "Merz"), ("Иванов", "Петров"), ("محمد", "أحمد")]
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@pytest.mark.parametrize("spellings", ONE_PERSON, ids=lambda spellings: spellings[0])
def test_spellings_of_one_name_meet(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_two_names_do_not_meet(one, other):
    assert fold(one) != fold(other)


def test_the_family_name_is_the_last_word_or_stands_before_the_comma():
    assert family_key("Sergej Lawrow") == family_key("Lavrov, Sergei") == fold("Лавров")
    assert family_key("") == ""


def test_plain_keeps_what_fold_makes_one():
    assert plain("Sergej LAWROW") == "sergej lawrow" != plain("Sergej Lavrov")
    assert plain("Jürgen Müller") == plain("ju\u0308rgen mu\u0308ller")


def test_what_says_which_of_two_is_no_part_of_the_name():
    assert fold("Ada Ahlers (Trainerin)") == fold("Ada Ahlers")
    assert fold("(Trainerin)")


def test_a_title_alone_is_a_name():
    assert fold("Dr.")
    assert fold("Frau")


@given(NAMES)
def test_folding_a_key_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


@given(NAMES)
def test_whoever_has_a_letter_has_a_key(name):
    has_letter = any(
        unicodedata.category(c).startswith("L") for c in unicodedata.normalize("NFKC", name)
    )
    if has_letter:
        assert fold(name)


@given(NAMES)
def test_case_marks_and_directions_make_no_other_key(name):
    assert fold(f"\u200f{name}\u202c") == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))
    assert fold(" " + name.replace(" ", "  ")) == fold(name)


@given(st.lists(st.text("abcäöüßsčжшя", min_size=1, max_size=8), min_size=1, max_size=4))
def test_the_order_of_the_words_makes_no_other_key(words):
    assert fold(" ".join(words)) == fold(" ".join(reversed(words)))
    assert len(words_of(" ".join(words))) == len(words)
