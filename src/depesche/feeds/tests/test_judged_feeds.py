"""The feeds of a paper as readers' programs fetch them: the judge has nothing to say."""

from datetime import timedelta

import pytest
from django.utils import timezone

from depesche.articles.correct import correct_article, retract_article
from depesche.articles.tests.make import (
    NOON,
    make_article,
    make_organisation,
    make_person,
    make_picture,
    make_place,
    make_tag,
)
from depesche.dossiers.open import open_dossier
from depesche.feeds.tests.judge import complaints, judge
from depesche.pictures.renditions import make_renditions

pytestmark = pytest.mark.django_db
FORMS = ["rss", "atom", "json"]
TITLES = [
    "Pegel & Deich: „es reicht“ – 5 < 6 > 4",
    "Tom & Jerry &; 100 % 'Quote' \"gerade\"",
    "Emoji 🚣‍♀️, c\u0327, ﷽, עברית, \u202eumgedreht\u202c",
    "]]> schließt nichts, <!- auch nicht",
    "Steuer\x02zeichen \x93und\x94 Umbruch\u2028hier",
    "A" * 180,
]
# titles about markup would be told so, see `test_rules.py`; leads are not
LEADS = [
    "Das <script>alert(1)</script>-Element & seine Folgen.",
    "<b>fett</b> &amp; &#228;",
    "Kurz.",
]


@pytest.fixture
def lists(paper):
    """Publish stories with nasty words; return the address of each kind of list."""
    now = timezone.now() - timedelta(hours=1)
    author = make_person("Jo O'Author & Söhne <jo@x>", is_author=True)
    clara, harbour, town = make_person(), make_organisation(), make_place()
    tag = make_tag(paper.de, "Deich & Damm")
    dossier = open_dossier(paper.de, name="Hochwasser <2025> & mehr", by=paper.chief, at=NOON)
    picture = make_picture("Der Pegel", creator="Jo Kern & Co. <foto>")
    make_renditions(picture, at=NOON)
    stories = [
        make_article(
            paper.politik,
            title=title,
            lead=LEADS[number % len(LEADS)],
            publish_at=now - timedelta(minutes=number),
            by=paper.chief,
            tags=[tag],
            people=[clara],
            organisations=[harbour],
            places=[town],
            authors=[author] if number % 2 else [],
            dossiers=[dossier],
            picture=picture if number % 2 else None,
            is_advertisement=number == 3,
        )
        for number, title in enumerate(TITLES)
    ]
    at = now + timedelta(minutes=10)
    correct_article(
        stories[0], kind="correction", wrong="<3 & mehr", right="<4 & mehr", by=paper.chief, at=at
    )
    at += timedelta(minutes=10)
    retract_article(stories[1], reason="Der <Pegel> war falsch & alt.", by=paper.chief, at=at)
    return [
        "/de/",
        "/de/politik/",
        f"/de/dossiers/{dossier.slug}/",
        f"/de/tags/{tag.slug}/",
        f"/de/people/{clara.slug}/",
        f"/de/authors/{author.slug}/",
        f"/de/organisations/{harbour.slug}/",
        f"/de/places/{town.slug}/",
        "/de/corrections/",
        "/en/",
        "/en/politics/",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_the_judge_has_nothing_to_say_about_our_feeds(client, lists, form):
    found = {}
    for address in lists:
        answer = client.get(f"{address}feed.{form}")
        assert answer.status_code == 200, address
        found[address] = complaints(answer.content)
    assert found == {address: [] for address in lists}


@pytest.mark.parametrize("form", FORMS)
def test_the_judge_has_something_to_judge(client, lists, form):
    """Guard the test above: stories, pictures and authors are there."""
    text = client.get(f"/de/feed.{form}").content.decode()
    assert text.count("/de/k/") >= len(TITLES) - 1
    assert "image/jpeg" in text or form == "json"
    assert "O'Author &" in text
    assert form == "json" or len(judge(text.encode())) > 30
