"""Take in the pictures of items: from their folder, or through the courier where that is asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile

from depesche.archive.ninjs_pictures import PictureIn, file_name
from depesche.archive.ninjs_read import Item
from depesche.courier.fetch import fetch
from depesche.courier.refusals import CourierFailed
from depesche.pictures.accept import accept_picture
from depesche.pictures.models import Picture
from depesche.pictures.recognise import MOST_BYTES, PictureRefused, name_format

MOST_PICTURES = 40


class LeftOut(Exception):
    """A picture does not come in; the message says why. The story goes in without it."""


@dataclass
class PictureTaker:
    """Takes pictures of one bringing-in. `note(file, sentence)` hears of each one left out."""

    root: Path
    at: datetime
    may_fetch: bool
    note: Callable[[Path, str], None]
    known: dict[str, Picture] = field(default_factory=dict)

    def recall(self, items: list[Item]) -> None:
        """Look up in one query which pictures of `items` are here already."""
        uris = {source_uri(item, picture) for item in items for picture in item.pictures}
        found = Picture.objects.filter(source_uri__in=uris - self.known.keys())
        self.known |= {picture.source_uri: picture for picture in found}

    def take(self, item: Item, file: Path) -> dict[str, Picture]:
        """Return the pictures of `item` by their names in it; each comes in once."""
        taken = {}
        for wanted in item.pictures[:MOST_PICTURES]:
            uri = source_uri(item, wanted)
            try:
                if uri not in self.known:
                    self.known[uri] = self._accept(item, wanted, file, uri)
            except LeftOut as reason:
                self.note(file, f"the picture “{wanted.name or uri}” was left out: {reason}")
            else:
                taken[wanted.name] = self.known[uri]
        return taken

    def _accept(self, item: Item, wanted: PictureIn, file: Path, uri: str) -> Picture:
        if not wanted.has_credit:
            raise LeftOut("nobody is named whose picture it is")
        data, name = self._data(wanted, file)
        title = wanted.title or wanted.facts.get("caption", "") or item.title
        try:
            return accept_picture(
                ContentFile(data, name=name),
                title=title[:255],
                by="",
                at=self.at,
                **{**wanted.facts, "source_uri": uri},
            )
        except PictureRefused as refused:
            raise LeftOut(str(refused)) from refused

    def _data(self, wanted: PictureIn, file: Path) -> tuple[bytes, str]:
        """Return the first file of the picture that is here, else fetch one where that is asked."""
        remote = [href for href in wanted.hrefs if href.startswith(("http://", "https://"))]
        for href in wanted.hrefs:
            path = None if ":" in href else self._inside(file_name(href), file)
            if path is not None:
                return path.read_bytes(), path.name
        if remote and self.may_fetch:
            return self._fetched(remote[0])
        if remote:
            raise LeftOut("it is on another machine (--fetch brings it in)")
        raise LeftOut("its file is not in the folder")

    def _inside(self, name: str, file: Path) -> Path | None:
        """Return the file `name` beside `file`, None where it is missing or outside the folder."""
        try:
            path = (file.parent / name).resolve()
            if not path.is_relative_to(self.root.resolve()) or not path.is_file():
                return None
            return path if path.stat().st_size <= MOST_BYTES else None
        except (OSError, ValueError):  # a name that no file can have
            return None

    def _fetched(self, href: str) -> tuple[bytes, str]:
        try:
            reply = fetch(href, accept=["image/*"], limit_bytes=MOST_BYTES, timeout_seconds=30)
        except CourierFailed as failed:
            raise LeftOut(f"it could not be fetched ({failed})") from failed
        if not reply.is_ok:
            raise LeftOut(f"it could not be fetched (status {reply.status})")
        return reply.body, f"picture.{name_format(reply.body) or 'unknown'}"


def source_uri(item: Item, picture: PictureIn) -> str:
    """Return under which name the picture is known here."""
    return (picture.uri or f"{item.uri}#{picture.name}")[:500]
