"""What the finder reads out of sentences: made up for these tests, none from any corpus."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depesche.quotes.find import find, language_of
from depesche.quotes.marks import marked
from depesche.quotes.words import read

GERMAN_DIRECT = [
    (
        "„Wir bauen die Brücke neu“, sagte Bürgermeisterin Anna Kolb am Montag.",
        "„Wir bauen die Brücke neu“",
        "Bürgermeisterin Anna Kolb",
    ),
    (
        "Die Ministerin erklärte: »Das Geld reicht bis zum Herbst.« Danach ging sie.",
        "»Das Geld reicht bis zum Herbst.«",
        "Die Ministerin",
    ),
    (
        "«Niemand wusste davon», so Peter Huber gegenüber dem Sender.",
        "«Niemand wusste davon»",
        "Peter Huber",
    ),
    (
        'Der Trainer bezeichnete das Spiel als "ziemlich mühsam".',
        '"ziemlich mühsam"',
        "Der Trainer",
    ),
    (
        "„Warum erst jetzt?“, fragte der Abgeordnete Jan Rode im Ausschuss.",
        "„Warum erst jetzt?“",
        "der Abgeordnete Jan Rode",
    ),
    (
        "Kolb wies den Vorwurf als „frei erfundene Geschichte“ zurück.",
        "„frei erfundene Geschichte“",
        "Kolb",
    ),
]
ENGLISH_DIRECT = [
    (
        "“We will rebuild the bridge,” said Mayor Anna Cole on Monday.",
        "“We will rebuild the bridge,”",
        "Mayor Anna Cole",
    ),
    ('"Nobody knew about it," Peter Hill said.', '"Nobody knew about it,"', "Peter Hill"),
    ('Critics called the plan a "rather expensive joke".', '"rather expensive joke"', "Critics"),
    ('The mayor, Jane Doe, said: "We won."', '"We won."', "The mayor, Jane Doe"),
    ('"Why only now?" the senator asked.', '"Why only now?"', "the senator"),
]
NO_SPEECH = [
    "Er las den „Spiegel“ und sah „Die Brücke am Kwai“ im Kino.",
    "Die so genannten „Gelbhemden“ zogen durch die Stadt.",
    "Der Frachter „Anna Maria“ lief im Hafen ein.",
    'They watched "Gone with the Wind" and read "The Times".',
    'The ship "Aurora" left the harbour.',
]
GERMAN_INDIRECT = [
    (
        "Der Sprecher sagte, dass die Straße bis Mai gesperrt bleibe.",
        "dass die Straße bis Mai gesperrt bleibe",
        "Der Sprecher",
    ),
    (
        "Huber räumte ein, er habe den Brief gelesen.",
        "er habe den Brief gelesen",
        "Huber",
    ),
    (
        "Nach Angaben der Polizei wurden drei Menschen verletzt.",
        "wurden drei Menschen verletzt",
        "Angaben der Polizei",
    ),
    (
        "Laut Feuerwehr war der Keller voll Wasser.",
        "war der Keller voll Wasser",
        "Feuerwehr",
    ),
    (
        "Das Werk sei nicht zu retten, sagte der Geschäftsführer.",
        "Das Werk sei nicht zu retten",
        "der Geschäftsführer",
    ),
    (
        "Wie die Bank mitteilte, schließen zwei Filialen zum Jahresende.",
        "schließen zwei Filialen zum Jahresende",
        "die Bank",
    ),
    (
        "Die Gewerkschaft kündigte an, den Streik auszuweiten.",
        "den Streik auszuweiten",
        "Die Gewerkschaft",
    ),
]
ENGLISH_INDIRECT = [
    (
        "The spokesman said that the road would stay closed.",
        "that the road would stay closed",
        "The spokesman",
    ),
    ("She denied she had read the letter.", "she had read the letter", "She"),
    ("According to police, three people were hurt.", "three people were hurt", "police"),
    ("The plant cannot be saved, the manager said.", "The plant cannot be saved", "the manager"),
    ("The union promised to call off the strike.", "to call off the strike", "The union"),
]


@pytest.mark.parametrize(("text", "words", "speaker"), GERMAN_DIRECT)
def test_german_words_in_marks_are_given_to_whoever_said_them(text, words, speaker):
    assert _of(text, "direct", "de") == [(words, speaker)]


@pytest.mark.parametrize(("text", "words", "speaker"), ENGLISH_DIRECT)
def test_english_words_in_marks_are_given_to_whoever_said_them(text, words, speaker):
    assert _of(text, "direct", "en") == [(words, speaker)]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_names_titles_and_sneers_are_nobodys_words(text):
    assert _of(text, "direct", None) == []


@pytest.mark.parametrize(("text", "words", "speaker"), GERMAN_INDIRECT)
def test_german_indirect_speech_is_found(text, words, speaker):
    assert _of(text, "indirect", "de") == [(words, speaker)]


@pytest.mark.parametrize(("text", "words", "speaker"), ENGLISH_INDIRECT)
def test_english_indirect_speech_is_found(text, words, speaker):
    assert _of(text, "indirect", "en") == [(words, speaker)]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Klaus Berg kam spät. „Die Bahn war voll“, sagte er.", "de", "Klaus Berg"),
        ("Ministerin Eva Lang kam. „Das reicht nicht“, sagte die Ministerin.", "de", "Eva Lang"),
        ("Klaus Berg traf Eva Lang. „Das reicht nicht“, sagte sie.", "de", "Eva Lang"),
        ('Mayor Anna Cole met Peter Hill. "It is late," she said.', "en", "Anna Cole"),
        ('Mayor Anna Cole spoke. "It is late," the mayor said.', "en", "Anna Cole"),
    ],
)
def test_a_pronoun_or_an_office_stands_for_the_nearest_fitting_name(text, language, name):
    found = [one for one in find(text, language) if one.kind == "direct"]
    assert [one.speaker for one in found] == [name]
    mention = text[found[0].speaker_start : found[0].speaker_end]
    assert mention in {"er", "sie", "she", "die Ministerin", "the mayor"}


def test_a_quotation_over_paragraphs_is_one():
    text = "“It was dark.\n\n“Nobody saw the car,” said Peter Hill."
    assert _of(text, "direct", "en") == [
        ("“It was dark.\n\n“Nobody saw the car,”", "Peter Hill"),
    ]


def test_a_sentence_in_konjunktiv_goes_on_from_whoever_spoke():
    text = "Huber sagte, der Plan sei gut. Das Geld werde reichen."
    assert _of(text, "indirect", "de")[1] == ("Das Geld werde reichen", "Huber")


def test_an_act_of_speech_without_a_clause_is_reported():
    assert _of("Die Opposition forderte Neuwahlen im Herbst.", "reported", "de")


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("„Er sagte ‚nein‘ und ging“", ["„Er sagte ‚nein‘ und ging“"]),
        ("it’s the boys’ “own” day", ["“own”"]),
        ("„offen und nie zu\n\nneu „zu“", ["„zu“"]),
        ("« Oui », dit-il", ["« Oui »"]),
        ("‘One “two” three’ four", ["‘One “two” three’"]),
    ],
)
def test_marks_are_paired_nested_and_left_open(text, inner):
    assert [text[one.start : one.end] for one in marked(text)] == inner


def test_other_scripts_and_combined_letters_keep_their_places():
    text = "„שלום לכולם, ברוכים הבאים“, sagte Jose\u0301 Lo\u0301pez. Ω̃"
    found = find(text, "de")
    assert [text[one.start : one.end] for one in found] == ["„שלום לכולם, ברוכים הבאים“"]
    assert found[0].speaker == "Jose\u0301 Lo\u0301pez"


def test_the_language_is_guessed():
    assert language_of("Der Rat und die Stadt sind nicht einig.") == "de"
    assert language_of("The council and the city do not agree on it.") == "en"


WORDS = (
    "sagte dass said that er Anna Kolb laut nach Angaben der sei wies zurück so according to ich"
)
PIECES = st.sampled_from(
    [*"„“”\"«»‚‘’'‹›.,:;!?–()\n א", "é\u0301", "Dr. ", "XVI. ", *WORDS.split(" ")]
)


@settings(deadline=None, max_examples=150)
@given(text=st.lists(PIECES | st.text(max_size=5), max_size=60).map(" ".join))
@pytest.mark.parametrize("language", ["de", "en", None])
def test_any_text_is_read_and_places_are_inside_it(language, text):
    found = find(text, language)
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.kind in {"direct", "indirect", "reported"}
        if one.speaker_start is None:
            assert one.speaker is None
        else:
            assert one.speaker
            assert one.speaker_end is not None
            assert 0 <= one.speaker_start < one.speaker_end <= len(text)
    for kind in ("direct", "indirect", "reported"):
        spans = [(one.start, one.end) for one in found if one.kind == kind]
        assert all(this[1] <= then[0] for this, then in pairwise(spans))


@given(text=st.text())
@settings(deadline=None, max_examples=50)
def test_words_have_the_places_that_they_say(text):
    for word in read(text).words:
        assert text[word.start : word.end] == word.text


def test_no_sentence_is_longer_than_a_rule_may_look():
    for text in ("sagte dass er " * 2_000, "„a b c d e“" * 2_000):
        reading = read(text)
        assert max(one.last - one.first for one in reading.sentences) <= 210


def _of(text, kind, language):
    found = [one for one in find(text, language) if one.kind == kind]
    return [
        (
            text[one.start : one.end],
            None if one.speaker_start is None else text[one.speaker_start : one.speaker_end],
        )
        for one in found
    ]
