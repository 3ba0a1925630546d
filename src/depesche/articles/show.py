"""Which pictures and sound files readers may fetch: those that a story they see uses."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from depesche.articles.acting import SCHEDULER
from depesche.articles.check import pictures_of, recordings_of
from depesche.articles.models import Article, PictureUse, Recording, RecordingUse
from depesche.pictures.models import Picture
from depesche.wire.send import send

OtherUse = Callable[[set[int]], set[int]]
OTHER_USES: list[OtherUse] = []


def register_use(use: OtherUse) -> None:
    """Let a room of a higher floor say which of the given pictures it shows by itself."""
    if use not in OTHER_USES:
        OTHER_USES.append(use)


def show_pictures(article: Article) -> list[str]:
    """Settle which pictures and sound files are public.

    Returns the subjects of the pictures that were not before, or are no more.
    """
    now = set(pictures_of(article)) if article.listed else set()
    before = set(PictureUse.objects.filter(article=article).values_list("picture_id", flat=True))
    changed: list[str] = []
    if before != now:
        PictureUse.objects.filter(article=article, picture_id__in=before - now).delete()
        PictureUse.objects.bulk_create(
            PictureUse(article=article, picture_id=key) for key in sorted(now - before)
        )
        changed = settle_pictures(before ^ now)
    show_recordings(article)
    return changed


def settle_pictures(keys: Iterable[int]) -> list[str]:
    """Write `is_public` of these pictures: public is what somebody shows.

    Returns the subjects of those that were not before, or are no more.
    """
    asked = set(keys)
    shown = set(
        PictureUse.objects.filter(picture_id__in=asked).values_list("picture_id", flat=True)
    )
    for use in OTHER_USES:
        shown |= use(asked)
    wrong = Picture.objects.filter(pk__in=shown, is_public=False)
    wrong |= Picture.objects.filter(pk__in=asked - shown, is_public=True)
    changed = set(wrong.values_list("pk", flat=True))
    Picture.objects.filter(pk__in=changed & shown).update(is_public=True)
    Picture.objects.filter(pk__in=changed - shown).update(is_public=False)
    return [f"picture:{key}" for key in sorted(changed)]


@transaction.atomic
def tell_expired_pictures(*, at: datetime) -> int:
    """Tell every page that shows a picture whose rights have run out by `at`; once an expiry.

    It stays in use (`is_public`): nothing hands it out any more (`Picture.is_expired`), and where
    its rights are prolonged it is back without anybody publishing anew.
    """
    public = Picture.objects.filter(is_public=True, expires_at__lte=at)
    over = list(public.exclude(expiry_told=F("expires_at")).order_by("pk"))
    for picture in over:
        Picture.objects.filter(pk=picture.pk).update(expiry_told=picture.expires_at)
        subjects = {picture.subject}
        for use in PictureUse.objects.filter(picture=picture).select_related("article"):
            subjects.add(use.article.subject)
        send("picture.expired", subjects, at=at, by=SCHEDULER)
    return len(over)


def show_recordings(article: Article, *, is_new: bool = False) -> None:
    """Settle which sound files are public; nothing is looked up for a new story without any."""
    now = set(recordings_of(article)) if article.listed else set()
    if is_new and not now:
        return
    uses = RecordingUse.objects.filter(article=article)
    before = set(uses.values_list("recording_id", flat=True))
    if before == now:
        return
    uses.filter(recording_id__in=before - now).delete()
    RecordingUse.objects.bulk_create(
        RecordingUse(article=article, recording_id=key) for key in sorted(now - before)
    )
    changed = before ^ now
    still = RecordingUse.objects.filter(recording_id__in=changed)
    shown = set(still.values_list("recording_id", flat=True))
    Recording.objects.filter(pk__in=shown).update(is_public=True)
    Recording.objects.filter(pk__in=changed - shown).update(is_public=False)
