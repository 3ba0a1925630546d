"""Hand out media: sizes of public pictures to all, everything else to those of the desk only."""

import re
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TypeVar

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from depesche.pictures.develop import MEDIA_TYPES
from depesche.pictures.models import Picture, Rendition
from depesche.pictures.serve_range import cut_range
from depesche.readers.guard import is_at_desk

RENDITION_NAME = re.compile(r"renditions/[0-9a-f]{2}/[0-9a-f]{32}\.[a-z]{3,4}\Z")
ORIGINAL_NAME = re.compile(r"originals/[0-9a-f]{32}\.[a-z]{3,4}\Z")
FOR_EVER = timedelta(days=365)
TYPES = {
    ".jpg": MEDIA_TYPES["jpeg"],
    **{f".{kind}": media_type for kind, media_type in MEDIA_TYPES.items()},
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
}
Answer = TypeVar("Answer", bound=HttpResponseBase)
MAY_SEE = ("add", "change", "delete", "choose")


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """Hand out a rendition or an original by its random name, or say that there is nothing.

    What may not be seen answers exactly as what never was.
    """
    at = timezone.now()
    found = find_file(name)
    picture = found.image if isinstance(found, Rendition) else found
    if isinstance(found, Rendition) and is_shown(found.image, at):
        return hand_out(request, found.file, keep_for=time_left(found.image, at))
    # asked in every case, so that its traces in the headers tell nothing of what there is
    is_colleague = is_at_desk(request, now=at.timestamp())
    if found is not None and picture is not None and is_colleague and may_see(request, picture):
        return hand_out(request, found.file, keep_for=None)
    return nothing_here()


@require_safe
def recording(request: HttpRequest, pk: str, name: str) -> HttpResponseBase:
    """Hand out a sound file that a listed story uses, whole or a range of it."""
    found = get_document_model().objects.filter(pk=int(pk[:18])).first()
    if found is not None and found.filename != name:
        found = None
    if found is not None and found.is_public:
        return hand_out(request, found.file, keep_for=timedelta(hours=1))
    is_colleague = is_at_desk(request, now=timezone.now().timestamp())
    if found is not None and is_colleague and may_see(request, found):
        return hand_out(request, found.file, keep_for=None)
    return nothing_here()


def find_file(name: str) -> Rendition | Picture | None:
    """Find what is stored under `name`; a rendition brings its picture along."""
    if RENDITION_NAME.match(name):
        return Rendition.objects.filter(file=name).select_related("image").first()
    if ORIGINAL_NAME.match(name):
        return Picture.objects.filter(file=name).first()
    return None


def is_shown(picture: Picture, at: datetime) -> bool:
    """Tell whether readers may see `picture` at `at`."""
    return picture.is_public and not picture.is_expired(at)


def time_left(picture: Picture, at: datetime) -> timedelta:
    """Return how long a copy may be kept: a year, or until the picture expires."""
    return min(FOR_EVER, picture.expires_at - at) if picture.expires_at else FOR_EVER


def may_see(request: HttpRequest, thing: Model) -> bool:
    """Tell whether a colleague has a right on `thing`'s collection."""
    policy = policy_registry.get_by_type(type(thing))
    return bool(policy.user_has_any_permission_for_instance(request.user, MAY_SEE, thing))


def nothing_here() -> HttpResponse:
    """Answer 404: the same for what may not be seen and for what never was."""
    answer = HttpResponse("Not found\n", status=404, content_type="text/plain; charset=utf-8")
    return _guarded(answer, keep_for=None)


def hand_out(
    request: HttpRequest, file: FieldFile, *, keep_for: timedelta | None
) -> HttpResponseBase:
    """Answer with a stored file. `keep_for` None is for one person, and kept nowhere.

    A whole file goes out as FileResponse: `server` sends its bytes without Python.
    """
    name = str(file.name)
    media_type = TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
    try:
        size = file.size
    except OSError:  # the row is there, the file is not
        return nothing_here()
    span = cut_range(request.headers.get("Range", ""), size)
    answer = _streamed(file, size, span, media_type)
    if media_type == "application/octet-stream":
        answer["Content-Disposition"] = "attachment"
    return _guarded(answer, keep_for=keep_for)


def _streamed(
    file: FieldFile, size: int, span: tuple[int, int] | None, media_type: str
) -> HttpResponseBase:
    """Answer with the file, with a part of it (206), or that there is no such part (416)."""
    if span is None:
        return FileResponse(file.open("rb"), content_type=media_type, filename="")
    first, last = span
    if first > last:
        answer: HttpResponseBase = HttpResponse(status=416, content_type=media_type)
        answer["Content-Range"] = f"bytes */{size}"
        return answer
    file.open("rb")
    file.seek(first)
    answer = HttpResponse(file.read(last - first + 1), status=206, content_type=media_type)
    file.close()
    answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    return answer


def _guarded(answer: Answer, *, keep_for: timedelta | None) -> Answer:
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin" if keep_for else "same-origin"
    if keep_for is None:
        answer["Cache-Control"] = "private, no-store"
    else:
        seconds = int(keep_for.total_seconds())
        settled = ", immutable" if keep_for == FOR_EVER else ""
        answer["Cache-Control"] = f"public, max-age={seconds}{settled}"
    return answer
