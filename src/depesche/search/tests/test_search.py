"""What readers find, and what they never do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from depesche.articles.bin import bin_article
from depesche.articles.correct import retract_article
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.articles.write import revise_article
from depesche.dossiers.open import open_dossier
from depesche.quotes.models import Quote
from depesche.register.models import Spelling
from depesche.search.tests.make import a_worker, build_index, read_wire

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.HOME = tmp_path
    settings.SEARCH_PER_MINUTE = 0


def found(client, query, edition="de"):
    answer = client.get(f"/{edition}/search/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_name_is_found_however_its_umlaut_is_typed(client, paper):
    make_article(paper.politik, title="Rede von Müller", publish_at=NOON, by=paper.chief)
    make_article(paper.politik, title="Antwort von Mueller", publish_at=NOON, by=paper.chief)
    make_article(paper.politics, title="Speech of Müller", publish_at=NOON, by=paper.chief)
    make_article(paper.politics, title="Answer of Mueller", publish_at=NOON, by=paper.chief)
    build_index()
    for typed in ("Müller", "Mueller", "Muller", "müller", "MÜLLER"):
        german, english = found(client, f"q={typed}"), found(client, f"q={typed}", "en")
        assert all(words in german for words in ("Rede von", "Antwort von"))
        assert all(words in english for words in ("Speech of", "Answer of"))


CASES = [
    ("Straße", True),
    ("strasse", True),
    ("Straßen", True),
    ("Haushalt", True),  # a part of Bundeshaushalt
    ("Bundeshaushalt", True),
    ("%22neue Straße%22", True),
    ("%22Straße neue%22", False),
    ("neue -Straße", False),
    ("neue -Brücke", True),
    ("neue Brücke", False),
]


def test_words_phrases_parts_and_exclusions(client, paper):
    for number in range(3):  # from which the paper learns the word
        title = f"Der Haushalt {number} und der Bund"
        make_article(paper.kultur, title=title, publish_at=NOON, by=paper.chief)
    body = ["Die neue Straße steht im Bundeshaushalt."]
    make_article(paper.politik, title="Gebaut wird", body=body, publish_at=NOON, by=paper.chief)
    build_index()
    for typed, is_found in CASES:
        assert ("Gebaut wird" in found(client, f"q={typed}")) is is_found, typed


def test_hits_are_marked_and_counted(client, paper):
    make_article(paper.politik, title="Das Wasser steigt", publish_at=NOON, by=paper.chief)
    make_article(paper.politik, title="Am Fluss", lead="Viele Wasser.", publish_at=NOON)
    build_index()
    page = found(client, "q=wassers")
    assert "<mark>Wasser</mark>" in page
    assert "2 Treffer" in page or "2 hits" in page


def test_filters_narrow_what_is_found(client, paper):
    person = make_person("Anna Holm")
    author = make_person("Ben Voss", is_author=True)
    dossier = open_dossier(paper.de, name="Hochwasser 2025", by=paper.chief, at=NOON)
    make_article(
        paper.politik,
        title="Flut eins",
        publish_at=NOON,
        by=paper.chief,
        people=[person],
        authors=[author],
        dossiers=[dossier],
    )
    later = NOON + timedelta(days=9)
    make_article(paper.kultur, title="Flut zwei", publish_at=later, by=paper.chief)
    build_index()

    def titles(query):
        page = found(client, query)
        return [number for number in ("eins", "zwei") if f"{number}</span>" in page]

    assert titles("q=flut") == ["eins", "zwei"]
    assert titles("q=flut&section=politik") == ["eins"]
    assert titles("q=flut&dossier=hochwasser-2025") == ["eins"]
    assert titles("q=flut&person=anna-holm") == ["eins"]
    assert titles("q=flut&author=ben-voss") == ["eins"]
    assert titles("q=flut&author=anna-holm") == []
    assert titles(f"q=flut&from={later.date()}") == ["zwei"]
    assert titles(f"q=flut&to={NOON.date()}") == ["eins"]
    page = found(client, "q=flut&order=newest")
    assert page.index("zwei</span>") < page.index("eins</span>")


def test_people_and_dossiers_are_found_once_readers_have_a_page_of_them(client, paper):
    person = make_person("Sergej Lawrow")
    for text in ("Lavrov", "Лавров"):
        Spelling.objects.create(person=person, text=text)
    draft = make_article(paper.politik, title="Besuch", by=paper.chief, people=[person])
    build_index()
    for spelling in ("Lawrow", "Lavrov", "Лавров"):
        assert "/people/sergej-lawrow/" not in found(client, f"q={spelling}")
    with a_worker() as worker:
        publish_article(draft, by=paper.chief, at=NOON)
        read_wire(worker)
    for spelling in ("Lawrow", "Lavrov", "Лавров"):
        page = found(client, f"q={spelling}")
        assert "/people/sergej-lawrow/" in page
        assert "Besuch" in page
        assert "/people/sergej-lawrow/" in found(client, f"q={spelling}&kind=people")


def test_confirmed_quotations_are_found_while_readers_may_see_them(client, paper):
    speaker = make_person("Clara Weiss")
    words = {"words": "Der Zitronendeich hält", "person": speaker, "is_confirmed": True}
    story = make_article(paper.politik, title="Am Deich", publish_at=NOON, by=paper.chief)
    for code, is_confirmed in (("abcdef1", True), ("abcdef2", False)):
        Quote.objects.create(
            article=story,
            code=code,
            **{**words, "is_confirmed": is_confirmed},
            listed=True,
            published_at=NOON,
            edition=paper.de,
        )
    build_index()
    page = found(client, "q=zitronendeich&kind=quotes")
    assert page.count("Der Zitronendeich hält</a>") == 1
    assert "Clara Weiss" in page
    assert story.code in page
    retract_article(story, reason="Falsch.", by=paper.chief, at=timezone.now())
    for has_read in (False, True):
        if has_read:
            with a_worker() as worker:
                read_wire(worker)
        page = found(client, "q=zitronendeich&kind=quotes")
        assert "Clara Weiss" not in page
        other = found(client, "q=zitronendeixx&kind=quotes")
        assert page.replace("zitronendeich", "zitronendeixx") == other


def test_what_was_meant_comes_from_stories_that_readers_see(client, paper):
    make_article(paper.politik, title="Der Ministerpräsident kommt", publish_at=NOON)
    make_article(paper.politik, title="Die Geheimbehörde")
    build_index()
    page = found(client, "q=Ministerprasidant")
    assert "q=Ministerpr%C3%A4sident" in page
    assert "search-meant" not in found(client, "q=Geheimbehorden")


def test_what_is_typed_is_completed(client, paper):
    make_article(
        paper.politik,
        title="Der Haushaltsplan",
        publish_at=NOON,
        by=paper.chief,
        people=[make_person("Hanna Haus")],
    )
    make_article(paper.politik, title="Das Hausgeheimnis")
    build_index()
    told = client.get("/de/search/suggest.json?q=hau").json()["suggestions"]
    assert [each["text"] for each in told] == ["Haushaltsplan", "Hanna Haus", "Der Haushaltsplan"]
    assert client.get("/de/search/suggest.json?q=h").json()["suggestions"] == []


TAKEN_AWAY = {
    "retracted": lambda story, by: retract_article(
        story, reason="Falsch.", by=by, at=timezone.now()
    ),
    "binned": lambda story, by: bin_article(story, by=by, at=timezone.now()),
    "unpublished": lambda story, by: unpublish_article(story, by=by, at=timezone.now()),
}


@pytest.mark.parametrize("how", TAKEN_AWAY)
def test_what_was_taken_away_is_gone_before_the_index_knows(client, paper, how):
    word = "Zitronenkanarie"
    person = make_person(word)
    story = make_article(
        paper.politik, title=f"Die {word} singt", publish_at=NOON, by=paper.chief, people=[person]
    )
    build_index()
    assert f"{word}</mark>" in found(client, f"q={word}")
    TAKEN_AWAY[how](story, paper.chief)
    never = "Zitronenkanarix"
    for has_read in (False, True):
        if has_read:
            with a_worker() as worker:
                read_wire(worker)
        for address in ("search/?q={}", "search/?q=-nichts {}", "search/?q={}&kind=people"):
            page = client.get("/de/" + address.format(word)).content.decode()
            other = client.get("/de/" + address.format(never)).content.decode()
            assert page.replace(word, never) == other
        told = client.get(f"/de/search/suggest.json?q={word[:8]}").json()
        assert told["suggestions"] == []
        assert word not in client.get(f"/de/search/?q={word[:-1]}x").content.decode()
        for form in ("rss", "atom", "json"):
            feed = client.get(f"/de/search/feed.{form}?q=singt").content.decode()
            assert word not in feed


def test_an_embargoed_story_is_found_in_no_way(client, paper):
    word = "Zitronenkanarie"
    make_article(
        paper.politik,
        title=word,
        by=paper.chief,
        publish_at=timezone.now(),
        embargo_until=timezone.now() + timedelta(hours=1),
        people=[make_person(word)],
        dossiers=[open_dossier(paper.de, name=word, by=paper.chief, at=NOON)],
    )
    make_article(paper.politik, title="Der Fluss", publish_at=NOON, by=paper.chief)
    build_index()
    with a_worker() as worker:
        read_wire(worker)
    for query in (f"q={word}", f"q={word}&kind=people", f"q={word}&kind=dossiers"):
        other = found(client, query.replace(word, "Zitronenkanarix"))
        assert found(client, query).replace(word, "Zitronenkanarix") == other
    for name in ("person", "dossier", "author"):
        assert "Fluss</" not in found(client, f"q=fluss&{name}={word.lower()}")
    assert client.get(f"/de/search/suggest.json?q={word[:6]}").json()["suggestions"] == []


def test_a_changed_story_is_found_by_its_new_words_only(client, paper):
    story = make_article(paper.politik, title="Altes Wort", publish_at=NOON, by=paper.chief)
    build_index()
    with a_worker() as worker:
        at = timezone.now()
        revise_article(
            story, title="Neuer Name", by=paper.chief, at=at, change_note="So heisst es."
        )
        publish_article(story, by=paper.chief, at=at)
        assert "Neuer" not in found(client, "q=altes")
        read_wire(worker)
    assert "<mark>Neuer</mark>" in found(client, "q=neuer")
    assert "Altes</mark>" not in found(client, "q=altes")


def test_without_an_index_the_page_says_so(client, paper):
    assert client.get("/de/search/").status_code == 200
    answer = client.get("/de/search/?q=fluss")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert client.get("/de/search/suggest.json?q=fluss").status_code == 503


def test_search_is_kept_by_nobody(client, paper, article):
    build_index()
    for address in (
        "/de/search/?q=fluss",
        "/de/search/suggest.json?q=fluss",
        "/de/search/feed.rss?q=fluss",
    ):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert client.post(address).status_code == 405


def test_who_asks_too_often_is_asked_to_wait(client, paper, settings):
    settings.SEARCH_PER_MINUTE = 3
    codes = [client.get("/de/search/", REMOTE_ADDR="198.51.100.7").status_code for _n in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert client.get("/de/search/", REMOTE_ADDR="198.51.100.8").status_code == 200


def test_the_feed_of_a_search_holds_its_newest_stories(client, paper):
    make_article(paper.politik, title="Fluss eins", publish_at=NOON, by=paper.chief)
    at = datetime(2025, 6, 1, tzinfo=UTC)
    make_article(paper.politik, title="Fluss zwei", publish_at=at, by=paper.chief)
    build_index()
    items = client.get("/de/search/feed.json?q=fluss").json()["items"]
    assert [item["title"] for item in items] == ["Fluss zwei", "Fluss eins"]
    assert client.get("/de/search/feed.json").json()["items"] == []
