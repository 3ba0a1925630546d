"""Pictures as pages print them: two queries for any number; only public ones, only in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from depesche.pictures.models import Picture
from depesche.pictures.queries import PictureFacts, RenditionFacts, images_for
from depesche.portal.contracts import Image, Source

BEST_FIRST = ("avif", "webp")
FALLBACK = "jpeg"
SENSIBLE_WIDTH = 640  # for browsers that know no srcset


@dataclass(frozen=True)
class Images:
    """The facts of the pictures that may be shown, by key; an empty one hands out nothing.

    `pictures` are the rows of the same, for machines that want all that is known.
    """

    facts: Mapping[int, PictureFacts] = field(default_factory=dict)
    pictures: Mapping[int, Picture] = field(default_factory=dict)

    def image(self, key: int | None, *, caption: str = "", alt: str = "") -> Image | None:
        """Return a picture with the caption and alternative text of this use, None without one."""
        facts = self.facts.get(key or 0)
        if facts is None:
            return None
        jpegs = facts.sizes[FALLBACK]
        middle = next((one for one in jpegs if one.width >= SENSIBLE_WIDTH), jpegs[-1])
        return Image(
            sources=tuple(
                Source(media_type=f"image/{kind}", srcset=_srcset(facts.sizes[kind]))
                for kind in BEST_FIRST
                if kind in facts.sizes
            ),
            src=middle.url,
            srcset=_srcset(jpegs),
            width=facts.width,
            height=facts.height,
            alt=alt or facts.alt,
            caption=caption or facts.caption,
            credit=facts.credit,
            licence_url=facts.licence_url,
            is_synthetic=facts.is_synthetic,
            copyright_notice=facts.copyright_notice,
        )

    def largest(self, key: int | None) -> RenditionFacts | None:
        """Return the largest JPEG of a shown picture, None without one."""
        facts = self.facts.get(key or 0)
        return facts.sizes[FALLBACK][-1] if facts else None

    def to_share(self, key: int | None) -> RenditionFacts | None:
        """Return the rendition that is cut for sharing, or the largest one."""
        facts = self.facts.get(key or 0)
        return (facts.share if facts else None) or self.largest(key)


def _srcset(sizes: Iterable[RenditionFacts]) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in sizes)


def images_of(keys: Iterable[int | None], *, at: datetime, is_preview: bool = False) -> Images:
    """Read pictures; the expired stay out, and those of unlisted stories but in a preview."""
    wanted = {key for key in keys if key}
    if not wanted:
        return Images()
    rows = Picture.objects.in_bulk(wanted)
    found = images_for(rows.values(), at=at)
    facts = {key: one for key, one in found.items() if is_preview or one.is_public}
    return Images(facts, {key: rows[key] for key in facts})
