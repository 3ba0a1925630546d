"""The decoration in an address: made from the headline, readable, never needed to find a story."""

import unicodedata

from django.utils.text import slugify

MAX_SLUG_LENGTH = 80
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def headline_slug(headline: str, language: str) -> str:
    """Return words of `headline` joined by hyphens, at most `MAX_SLUG_LENGTH` characters, ASCII.

    German umlauts become ae, oe, ue where `language` is German. Never empty.
    """
    text = unicodedata.normalize("NFC", headline).lower()
    if language.startswith("de"):
        text = text.translate(GERMAN)
    slug = slugify(text)
    if len(slug) > MAX_SLUG_LENGTH:
        slug = slug[: MAX_SLUG_LENGTH + 1].rpartition("-")[0] or slug[:MAX_SLUG_LENGTH]
    return slug.strip("-") or "story"


def story_path(section: str, slug: str, code: str) -> str:
    """Return where readers find a story in its edition: `/politik/headline-code/`."""
    return f"/{section}/{slug}-{code}/"
