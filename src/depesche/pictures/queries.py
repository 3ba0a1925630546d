"""What pages need of pictures: facts and the sizes that are there. Makes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from depesche.pictures.models import Picture, Rendition
from depesche.pictures.renditions import FORMATS, SHARE_SPEC, width_spec
from depesche.press.note import note, note_until

# IPTC's codes for pictures that a machine made, wholly or in part
SYNTHETIC = frozenset(
    {
        "trainedAlgorithmicMedia",
        "compositeWithTrainedAlgorithmicMedia",
        "algorithmicMedia",
        "compositeSynthetic",
        "virtualRecording",
    }
)


@dataclass(frozen=True, slots=True)
class RenditionFacts:
    """One size of a picture: its address and its size in px."""

    width: int
    height: int
    url: str


@dataclass(frozen=True)
class PictureFacts:
    """A picture as a page needs it. `sizes` has each format's renditions, narrowest first.

    `width` and `height` are the largest size's, upright. `expires_at` ends a kept page.
    """

    pk: int
    title: str
    alt: str
    caption: str
    credit: str
    creator: str
    agency: str
    copyright_notice: str
    usage_terms: str
    licence_url: str
    is_synthetic: bool
    expires_at: datetime | None
    is_public: bool
    width: int = 0
    height: int = 0
    sizes: Mapping[str, tuple[RenditionFacts, ...]] = field(default_factory=dict)
    share: RenditionFacts | None = None


def images_for(pictures: Iterable[Picture | int], *, at: datetime) -> dict[int, PictureFacts]:
    """Return the facts of `pictures` (objects or keys) by key, in two queries for any number.

    Left out: what may no longer be used at `at`, and what has no rendition yet. Notes each
    picture as an ingredient, also one that is left out: it may come back.
    """
    known = {one.pk: one for one in pictures if isinstance(one, Picture)}
    keys = {one for one in pictures if isinstance(one, int)} - known.keys()
    if keys:
        known |= Picture.objects.in_bulk(keys)
    note(*(f"picture:{key}" for key in {*known, *keys}))
    usable = {key: one for key, one in known.items() if not one.is_expired(at)}
    for one in usable.values():
        note_until(one.expires_at)
    if not usable:
        return {}
    prints: dict[int, list[Rendition]] = {key: [] for key in usable}
    wanted = Q(filter_spec__startswith="width-") | Q(filter_spec=SHARE_SPEC)
    for rendition in Rendition.objects.filter(wanted, image__in=usable.keys()).order_by("width"):
        prints[rendition.image_id].append(rendition)
    return {
        key: facts
        for key, found in prints.items()
        if (facts := _facts(usable[key], found)) is not None
    }


def _facts(picture: Picture, prints: Iterable[Rendition]) -> PictureFacts | None:
    sizes: dict[str, list[RenditionFacts]] = {kind: [] for kind in FORMATS}
    share = None
    for one in prints:
        facts = RenditionFacts(one.width, one.height, one.file.url)
        kind = one.filter_spec.rpartition("|format-")[2]
        if one.filter_spec == SHARE_SPEC:
            share = facts
        elif kind in sizes and one.filter_spec == width_spec(one.width, kind):
            sizes[kind].append(facts)
    if not sizes["jpeg"]:
        return None
    largest = max((size for found in sizes.values() for size in found), key=lambda one: one.width)
    return PictureFacts(
        pk=picture.pk,
        title=picture.title,
        alt=picture.alternative,
        caption=picture.caption,
        credit=picture.credit,
        creator=picture.creator,
        agency=picture.agency,
        copyright_notice=picture.copyright_notice,
        usage_terms=picture.usage_terms,
        licence_url=picture.licence_url,
        is_synthetic=picture.digital_source_type in SYNTHETIC,
        expires_at=picture.expires_at,
        is_public=picture.is_public,
        width=largest.width,
        height=largest.height,
        sizes={kind: tuple(found) for kind, found in sizes.items() if found},
        share=share,
    )
