"""Quotations as readers see them: in their story, on the page of whoever spoke, as data."""

import json
import re
from datetime import date, timedelta

import pytest

from depesche.articles.tests.make import NOON, make_article, make_organisation, make_person
from depesche.articles.write import revise_article
from depesche.dossiers.open import open_dossier
from depesche.portal.tests.reading import address
from depesche.quotes.models import Quote
from depesche.quotes.tests.make import block, change, make_quote, make_quoted

pytestmark = pytest.mark.django_db
WORDS = "Der Pegel steigt weiter."


def things_of(page):
    """Return the graph of a page's JSON-LD."""
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(script)["@graph"]


def test_words_in_a_paragraph_are_marked_where_they_stand(client, paper):
    clara = make_person()
    quote = make_quote(WORDS, person=clara, office="Bürgermeisterin", said_to="im Rathaus")
    story = make_quoted(paper.politik, [quote], body=[f"Sie sagte: „{WORDS}“ <b>Mehr</b> nicht."])
    page = client.get(address(story)).text
    code = Quote.objects.get().code
    assert f'<span class="said" id="quote-{code}">{WORDS}</span>' in page
    assert page.count(f'id="quote-{code}"') == 1
    assert "Bürgermeisterin" in page
    assert "im Rathaus" in page
    (said,) = things_of(page)[0]["hasPart"]
    assert (said["@type"], said["text"]) == ("Quotation", WORDS)
    assert said["spokenByCharacter"] == said["creator"]
    assert said["creator"]["jobTitle"] == "Bürgermeisterin"


@pytest.mark.parametrize(
    "words",
    ["a < b & c", "שָׁלוֹם עולם", "e\u0301toile", "strong", "href", "p", "<script>alert(1)</script>"],
)
def test_any_words_are_shown_as_they_are_and_tear_nothing(client, paper, words):
    quotes = [make_quote(words, person=make_person()), make_quote(words[:3], speaker_name="R. S.")]
    body = ['<b>Fett</b> und <a href="https://a.example/p">weiter</a> heißt es.']
    story = make_quoted(paper.politik, quotes, body=body)
    page = client.get(address(story)).text
    assert "<script>alert" not in page
    assert 'href="https://a.example/p"' in page
    for quote in Quote.objects.all():
        assert page.count(f'id="quote-{quote.code}"') == 1


def test_an_unconfirmed_quotation_is_shown_only_where_the_edition_wants_it_and_marked(
    client, paper
):
    story = make_quoted(
        paper.politik,
        [make_quote("Geheim.", person=make_person(), is_confirmed=False)],
        body=["A."],
    )
    assert "Geheim." not in client.get(address(story)).text
    assert client.get("/de/people/clara-weiss/").status_code == 404
    assert client.get("/de/people/clara-weiss/quotes/feed.rss").status_code == 404
    paper.de.shows_unchecked_quotes = True
    paper.de.save()
    for page in (address(story), "/de/people/clara-weiss/", "/de/people/clara-weiss/quotes/"):
        text = client.get(page).text
        assert "Geheim." in text
        assert "von der Redaktion nicht geprüft" in text
        assert not any(thing.get("hasPart") for thing in things_of(text))


def test_a_corrected_wording_stays_to_be_read(client, paper):
    said = block("Es waren vier.", speaker_organisation=make_organisation().pk)
    story = make_article(paper.politik, body=[said], publish_at=NOON)
    body = story.body.raw_data
    value = {**body[0]["value"], "words": "Es waren fünf.", "original": "There were five."}
    change(story, body=[{**body[0], "value": value}])
    page = client.get(address(story)).text
    assert '<del dir="auto">Es waren vier.</del>' in page
    assert "There were five." in page
    assert "Es waren vier." in client.get("/de/corrections/").text
    assert "Es waren vier." in client.get("/de/organisations/hafenamt/quotes/").text


def test_somebody_who_is_not_named_is_told_with_the_reason(client, paper):
    said = block("Nie.", unnamed_because="Er fürchtet um seine Stelle.")
    story = make_article(paper.politik, body=[said], publish_at=NOON)
    assert "Nicht genannt: Er fürchtet um seine Stelle." in client.get(address(story)).text


def test_what_somebody_has_said_is_read_by_time_and_by_dossier(client, paper):
    clara = make_person()
    flood = open_dossier(paper.de, name="Hochwasser", by=None, at=NOON)
    for number in range(22):
        quote = make_quote(f"Satz {number}.", person=clara, said_on=date(2025, 3, 1))
        make_quoted(
            paper.politik,
            [quote],
            title=f"Nummer {number}",
            publish_at=NOON + timedelta(minutes=number),
            dossiers=[flood] if number == 3 else [],
        )
    own = client.get("/de/people/clara-weiss/").text
    assert "Satz 21." in own
    assert "Satz 15." not in own
    first = client.get("/de/people/clara-weiss/quotes/").text
    assert "22 Zitate" in first
    assert "Satz 2." in first
    assert "Satz 1." not in first
    (older,) = set(re.findall(r'href="([^"]*quotes/\?before=[^"]*)"', first))
    second = client.get(older).text
    assert "Satz 1." in second
    assert "noindex" in second
    within = client.get("/de/people/clara-weiss/quotes/hochwasser/").text
    assert "Satz 3." in within
    assert "Satz 4." not in within
    assert "1 Zitat" in within
    assert client.get("/de/people/clara-weiss/quotes/nichts/").status_code == 404
    assert client.get("/en/people/clara-weiss/quotes/").status_code == 404
    said = next(thing for thing in things_of(first) if thing.get("hasPart"))
    assert len(said["hasPart"]) == 20


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_of_a_speaker_takes_the_same_queries(
    client, paper, count, django_assert_max_num_queries
):
    clara = make_person()
    quotes = [make_quote(f"Satz {number}.", person=clara) for number in range(count)]
    make_quoted(paper.politik, quotes, people=[clara])
    with django_assert_max_num_queries(19):  # five of them what the register knows
        assert client.get("/de/people/clara-weiss/").status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/de/people/clara-weiss/quotes/").status_code == 200


def test_the_feed_of_a_speaker_names_words_story_and_place(client, paper):
    clara = make_person()
    story = make_quoted(paper.politik, [make_quote(WORDS, person=clara, office="Rätin")])
    feed = json.loads(client.get("/de/people/clara-weiss/quotes/feed.json").content)
    (item,) = feed["items"]
    assert item["url"].endswith(f"{address(story)}#quote-{Quote.objects.get().code}")
    assert item["title"] == f"Clara Weiss: {WORDS}"
    for ending in ("rss", "atom"):
        assert WORDS in client.get(f"/de/people/clara-weiss/quotes/feed.{ending}").text
    assert "/de/people/clara-weiss/quotes/" in client.get("/de/sitemaps/pages.xml").text
    assert client.get("/de/people/nobody/quotes/feed.rss").status_code == 404


def test_a_draft_s_quotations_are_nobody_s_business(client, paper):
    clara = make_person()
    story = make_quoted(paper.politik, [make_quote(WORDS, person=clara)])
    found = [make_quote(WORDS, person=clara), make_quote("Noch nicht heraus.", person=clara)]
    revise_article(story, by=None, at=NOON, quotes=found)
    for page in (address(story), "/de/people/clara-weiss/", "/de/people/clara-weiss/quotes/"):
        assert "Noch nicht heraus." not in client.get(page).text
