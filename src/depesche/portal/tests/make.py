"""Make what pages are tested with: a dossier of many stories, a story with everything in it."""

from copy import copy
from datetime import timedelta
from uuid import uuid4

from django.db.models.base import ModelState
from wagtail.models import Page

from depesche.articles.codes import draw_code
from depesche.articles.models import Article
from depesche.articles.tests.make import (
    NOON,
    make_article,
    make_organisation,
    make_person,
    make_place,
    make_tag,
)
from depesche.dossiers.models import Dossier, DossierEntry


def make_dossier(edition, name="Hochwasser (2025)", **fields) -> Dossier:
    slug = fields.pop("slug", "hochwasser")
    return Dossier.objects.create(edition=edition, name=name, slug=slug, **fields)


def make_rich_article(paper, *, title="Der Damm hält", at=NOON, **fields) -> Article:
    """Publish a story with every kind of block, every kind of name and two related stories."""
    author, speaker = make_person("Ida Holm", is_author=True), make_person("Ruth Stein")
    office = make_organisation("Deichamt")
    others = [
        make_article(paper.politik, title=f"Verwandt {n}", publish_at=at, by=paper.chief)
        for n in range(2)
    ]
    quote = {
        "words": "Das Wasser steht.",
        "speaker_person": speaker.pk,
        "speaker_organisation": None,
        "office": "Deichgräfin",
        "said_to": "dem Boten",
        "said_on": "2025-03-13",
        "evidence": "https://deich.example/1",
    }
    table = {"data": [["Tag", "Pegel"], ["Montag", "5,1"]], "first_row_is_table_header": True}
    body = [
        f'Ein <b>starker</b> Satz, <a linktype="page" id="{others[0].pk}">ein Link</a>.',
        ("heading", "Wie es weitergeht"),
        ("quote", quote),
        ("quote", {**quote, "speaker_person": None, "speaker_organisation": office.pk}),
        ("list", "<ul><li>Eins</li><li>Zwei</li></ul>"),
        ("table", {"caption": "Pegel", "table": table, "source": "Deichamt"}),
        ("embed", {"url": "https://video.example/7", "title": "Film vom Deich", "provider": ""}),
        ("box", {"title": "Hintergrund", "text": "<p>Ein Kasten.</p>"}),
    ]
    dossier = Dossier.objects.filter(edition=paper.de).first() or make_dossier(paper.de)
    return make_article(
        paper.politik,
        title=title,
        body=body,
        publish_at=at,
        by=paper.chief,
        authors=[author],
        tags=[make_tag(paper.de, "Deiche")],
        people=[speaker],
        organisations=[office],
        places=[make_place("Auenstadt")],
        related=others,
        dossiers=[dossier],
        **fields,
    )


def make_copies(article: Article, count: int, *, dossier: Dossier | None = None) -> None:
    """Multiply a published story, each an hour older than the last, in its dossier as well.

    Straight into the tables: a list of 851 in a second. The tree is not minded.
    """
    first = Article.objects.get(pk=article.pk)
    tree = Page.objects.get(pk=article.pk)
    pages = []
    for number in range(count):
        page = copy(tree)
        page.pk, page.path = None, f"{tree.path[:-4]}{number + 1000:04d}"
        page.slug, page.translation_key = f"{tree.slug}-{number}", uuid4()
        pages.append(page)
    for number, page in enumerate(Page.objects.bulk_create(pages), start=1):
        one = copy(first)
        one._state = ModelState()
        one.__dict__.update({name: getattr(page, name) for name in TREE_FIELDS})
        one.page_ptr_id = one.pk = page.pk
        one.code = draw_code()
        one.published_at = first.published_at - timedelta(hours=number)
        one.save_base(raw=True, force_insert=True)
        if dossier is not None:
            DossierEntry.objects.create(
                article=one, dossier=dossier, listed=True, published_at=one.published_at
            )


TREE_FIELDS = [field.attname for field in Page._meta.concrete_fields]
