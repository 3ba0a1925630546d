"""An embargoed story shows nowhere: every reader's address, a second before, at, and after.

The canary is a story whose every field holds one word that stands nowhere else. The addresses are
made from the house's own patterns (an unknown parameter fails: whoever adds a pattern says here
what to try) and from every link that the crawl finds.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver

from depesche.articles.correct import retract_article
from depesche.articles.models import Article, FrontSlot, RelatedStory, Shortlink
from depesche.articles.publish import schedule_article
from depesche.articles.schedule import claim, release_due
from depesche.articles.tests.make import (
    NOON,
    make_article,
    make_organisation,
    make_person,
    make_picture,
    make_place,
    make_tag,
)
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition
from depesche.portal.tests.reading import address, own_links
from depesche.search.rebuild import rebuild_index

pytestmark = pytest.mark.django_db
TOKEN = "quagga"
T = NOON + timedelta(hours=6)
ROOMS = ("depesche.portal.urls", "depesche.feeds.urls")
SEARCHED = ("", "&kind=quotes", "&kind=people", "&kind=dossiers", "&kind=organisations")
LISTS = ("tags", "people", "authors", "organisations", "places", "dossiers")


def word(name: str) -> str:
    return f"{TOKEN}{name}"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Keep the index of the search in a folder that goes with the test."""
    settings.HOME = tmp_path


@pytest.fixture
def neighbour(paper) -> Article:
    """A published story that shares a dossier with the canary and stands beside it."""
    shared = Dossier.objects.create(edition=paper.de, name="Hochwasser", slug="hochwasser")
    return make_article(paper.politik, publish_at=NOON, by=paper.chief, dossiers=[shared])


@pytest.fixture
def canary(paper, neighbour) -> Article:
    """A scheduled story with the token in every field and in everything that hangs on it."""
    quote = {
        "words": word("zitat"),
        "speaker_person": make_person(word("sprecher")).pk,
        "speaker_organisation": None,
        "office": word("amt"),
        "said_to": word("wem"),
        "said_on": "2025-03-13",
        "evidence": f"https://{TOKEN}.example/",
    }
    own = Dossier.objects.create(edition=paper.de, name=word("dossier"), slug=word("dossier"))
    shared = Dossier.objects.get(slug="hochwasser")
    picture = make_picture(word("bild"), creator=word("foto"), caption=word("unterschrift"))
    article = make_article(
        paper.politik,
        title=word("titel"),
        kicker=word("dachzeile"),
        short_headline=word("kurz"),
        lead=word("vorspann"),
        body=[word("absatz"), ("heading", word("zwischen")), ("quote", quote)],
        place_line=word("ort"),
        agency=word("agentur"),
        picture=picture,
        picture_caption=word("zeile"),
        picture_alt=word("alternativ"),
        single_source=word("quelle"),
        ai_used=word("ki"),
        ai_reviewer=make_person(word("pruefer")),
        copyright_notice=word("rechte"),
        usage_terms=word("nutzung"),
        authors=[make_person(word("autor"), is_author=True)],
        tags=[make_tag(paper.de, word("schlagwort"))],
        people=[make_person(word("mensch"))],
        organisations=[make_organisation(word("haus"))],
        places=[make_place(word("platz"))],
        related=[neighbour],
        dossiers=[own, shared],
    )
    RelatedStory.objects.create(article=neighbour, other=article, sort_order=0)
    FrontSlot.objects.create(front_id=paper.de.home_id, article=article, sort_order=0)
    Shortlink.objects.create(code=word("wort"), article=article)
    return schedule_article(article, go_live_at=T, by=paper.chief, at=NOON)


def release(at: datetime) -> None:
    """Let the scheduler do what is due at `at`."""
    fence = claim("test", at=at)
    assert fence is not None
    assert [fault for _due, fault in release_due(at, "test", fence) if fault] == []


def values(article: Article, code: str) -> dict[str, list[str]]:
    """Return what to try for each parameter of the house's patterns."""
    names = ["schlagwort", "mensch", "autor", "haus", "platz", "dossier", "sprecher", "pruefer"]
    return {
        "section": ["politik", "politics"],
        "slug": [article.slug, "hochwasser", *map(word, names)],
        "code": [code],
        "version": ["00000000"],
        "year": ["2025"],
        "month": ["03"],
        "day": ["2025-03-14"],
        "volume": ["1"],
        "dossier": ["hochwasser", word("dossier")],
        "form": ["rss", "atom", "json"],
        "kind": list(LISTS),
    }


def patterned(article: Article, code: str) -> Iterable[str]:
    """Return every address that the patterns of the readers' rooms make with these values."""
    tried = values(article, code)
    for room in ROOMS:
        for key, found in get_resolver(room).reverse_dict.lists():
            if not isinstance(key, str):
                continue
            for possibilities, *_rest in found:
                for template, names in possibilities:
                    for parts in product(*(tried[name] for name in names)):
                        yield "/" + template % dict(zip(names, parts, strict=True))


def crawl(article: Article) -> dict[str, str]:
    """Read every address of both editions and all that they link to: path → status and text."""
    client = Client(raise_request_exception=True)
    rebuild_index()
    prefixes = [edition.root_path[:-1] for edition in Edition.objects.all()]
    waiting = {p + path for p in prefixes for path in patterned(article, article.code)}
    waiting |= {f"{p}/k/{code}" for p in ["", *prefixes] for code in (word("wort"), article.code)}
    everything = "from=2000-01-01"
    for place in ("/search/", "/search/feed.rss", "/search/feed.json"):
        waiting |= {f"{p}{place}?{everything}{kind}" for p in prefixes for kind in SEARCHED}
    waiting |= {f"{p}/search/suggest.json?q={TOKEN[:4]}" for p in prefixes}
    waiting |= {"/", "/robots.txt", "/sitemap.xml", f"/politik/{article.slug}-{article.code}/"}
    read: dict[str, str] = {}
    while waiting:
        path = waiting.pop()
        if path.startswith(("/static/", "/desk/")):
            continue
        answer = client.get(path)
        text = b"".join(answer) if answer.streaming else answer.content
        body = text.decode("utf-8", "replace")
        read[path] = f"{answer.status_code} {answer.headers} {body}"
        waiting |= {link for link in own_links(body) if link not in read}
    return read


def telling(pages: dict[str, str], article: Article) -> list[str]:
    """Return the addresses whose answer tells of the story: its token, its code, its slug."""
    marks = (TOKEN, article.code)
    return sorted(
        path for path, text in pages.items() if any(m in text or m in text.lower() for m in marks)
    )


def test_an_embargoed_story_shows_nowhere_until_its_second(paper, neighbour, canary):
    release(T - timedelta(seconds=1))
    before = crawl(canary)
    assert len(before) > 100
    assert telling(before, canary) == []
    assert "5" not in {text[0] for text in before.values()}
    for at in (T, T + timedelta(seconds=2)):
        release(at)
        after = crawl(canary)
        told = telling(after, canary)
        for path in (
            "/de/",
            "/de/politik/",
            address(canary),
            address(canary, ".json"),
            address(neighbour),
            "/de/dossiers/",
            "/de/dossiers/hochwasser/",
            f"/de/dossiers/{word('dossier')}/",
            f"/de/tags/{word('schlagwort')}/",
            f"/de/people/{word('mensch')}/",
            f"/de/authors/{word('autor')}/",
            f"/de/organisations/{word('haus')}/",
            f"/de/places/{word('platz')}/",
            f"/k/{canary.code}",
            f"/de/k/{word('wort')}",
        ):
            assert path in told, path


def test_an_embargoed_story_answers_like_one_that_never_was(paper, canary):
    client = Client()
    never = "2222abcd"
    pairs = zip(patterned(canary, canary.code), patterned(canary, never), strict=True)
    compared = 0
    for real, fake in pairs:
        if real == fake:
            continue
        answers = [client.get(f"/de{path}") for path in (real, fake)]
        assert answers[0].status_code == answers[1].status_code == 404, real
        assert answers[0].content == answers[1].content, real
        assert answers[0].headers == answers[1].headers, real
        compared += 1
    assert compared > 10


def test_only_visible_stories_are_counted(paper, neighbour, canary):
    addresses = ("/de/dossiers/", "/de/dossiers/hochwasser/")
    assert [counts_on(address) for address in addresses] == [{"1 Artikel"}, {"1 Artikel"}]
    release(T)
    assert [counts_on(address) for address in addresses] == [
        {"1 Artikel", "2 Artikel"},  # the canary's own dossier is there as well
        {"1 Artikel", "2 Artikel"},  # whom it is about stands in one of the two
    ]


def counts_on(path: str) -> set[str]:
    """Return what the page at `path` says of how many stories there are."""
    return set(re.findall(r"\b\d+ Artikel\b", Client().get(path).text))


def test_a_retracted_story_is_named_in_the_list_of_corrections_only(paper, neighbour, canary):
    release(T)
    canary.refresh_from_db()
    retract_article(canary, reason="Falsch.", by=paper.chief, at=T + timedelta(hours=1))
    told = telling(crawl(canary), canary)
    assert [path for path in told if "/k/" not in path and "/corrections/" not in path] == []
