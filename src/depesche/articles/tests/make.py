"""Make a paper and its stories, the way the newsroom does: through the acts of the rooms."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils.text import slugify
from PIL import Image as Drawing
from wagtail.models import Collection

from depesche.articles.models import Article, Section, Tag
from depesche.articles.open import open_edition, open_section
from depesche.articles.publish import publish_article
from depesche.articles.write import write_article
from depesche.masthead.models import Edition
from depesche.pictures.models import Picture
from depesche.readers.models import Reader
from depesche.register.models import Organisation, Person, Place

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
IMPRINT = {
    "publisher": "Flussbote Verlag",
    "street": "Am Alten Hafen 3",
    "postcode": "12345",
    "city": "Auenstadt",
    "email": "desk@flussbote.example",
    "responsible": "Ida Brandt",
    "responsible_address": "Am Alten Hafen 3, 12345 Auenstadt",
}


@dataclass
class Paper:
    """A newspaper of two editions, two sections each, and its chief."""

    de: Edition
    en: Edition
    politik: Section
    kultur: Section
    politics: Section
    culture: Section
    chief: Reader


def make_chief(email: str = "chief@flussbote.example") -> Reader:
    """Make a chief with the password `correct-horse-42`."""
    return Reader.objects.create_superuser(email, "correct-horse-42", name="Ida Brandt")


def make_paper(*, at: datetime = NOON) -> Paper:
    """Open the German (`/de/`, default) and the English (`/en/`) edition."""
    chief = make_chief()
    de = open_edition(
        key="de",
        name="Flussbote",
        language="de",
        prefix="de",
        is_default=True,
        founded=1887,
        imprint=IMPRINT,
        by=chief,
        at=at,
    )
    en = open_edition(
        key="en",
        name="River Courier",
        language="en",
        prefix="en",
        time_zone="Europe/London",
        imprint=IMPRINT,
        by=chief,
        at=at,
    )
    return Paper(
        de=de,
        en=en,
        politik=open_section(de, title="Politik", by=chief, at=at),
        kultur=open_section(de, title="Kultur", by=chief, at=at),
        politics=open_section(en, title="Politics", by=chief, at=at),
        culture=open_section(en, title="Culture", by=chief, at=at),
        chief=chief,
    )


def make_article(
    section: Section,
    *,
    title: str = "Der Fluss steigt weiter",
    lead: str = "Am Pegel wird es eng.",
    body: Any = ("Ein Absatz mit Wörtern.",),
    publish_at: datetime | None = None,
    by: Reader | None = None,
    **fields: Any,
) -> Article:
    """Write a story, and publish it where `publish_at` says so.

    `body` is a list of paragraphs (str) or of blocks (`("heading", "…")`). `fields` are those of
    Article and `authors`, `tags`, `people`, `organisations`, `places`, `related`, `dossiers`.
    """
    blocks = [
        ("paragraph", f"<p>{block}</p>") if isinstance(block, str) else block for block in body
    ]
    blocks = [{"type": kind, "value": value} for kind, value in blocks]
    article = Article(body="[]")
    stream = article._meta.get_field("body").stream_block.to_python(blocks)
    at = publish_at or NOON
    fields |= {"lead": lead, "body": stream}
    article = write_article(section, title=title, by=by, at=at, **fields)
    if publish_at is not None:
        publish_article(article, by=by, at=publish_at)
    return article


def make_tag(edition: Edition, name: str) -> Tag:
    return Tag.objects.get_or_create(edition=edition, name=name, slug=slugify(name))[0]


def make_person(name: str = "Clara Weiss", **fields: Any) -> Person:
    return Person.objects.create(name=name, slug=slugify(name), **fields)


def make_organisation(name: str = "Hafenamt", **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name, slug=slugify(name), **fields)


def make_place(name: str = "Auenstadt", **fields: Any) -> Place:
    return Place.objects.create(name=name, slug=slugify(name), **fields)


def draw_jpeg(*, width: int = 64, height: int = 48, colour: str = "steelblue") -> bytes:
    """Return the bytes of a plain JPEG."""
    buffer = BytesIO()
    Drawing.new("RGB", (width, height), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def make_picture(
    title: str = "Der Pegel am Hafen", *, creator: str = "Jo Kern", **fields: Any
) -> Picture:
    """Make a picture with a credit, as a row and a file (without renditions)."""
    file = ContentFile(draw_jpeg(), name=f"{secrets.token_hex(4)}.jpg")
    picture = Picture(
        title=title,
        creator=creator,
        collection=Collection.get_first_root_node(),
        description=title,
        file=file,
        **fields,
    )
    picture.save()
    return picture
