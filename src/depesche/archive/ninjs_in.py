"""Bring in a folder of ninjs items. Run it again and nothing changes; kill it and it goes on.

A batch is one transaction: its stories, and the Original rows that say they are here. A run that
was killed left whole batches only; the next one finds them, passes them by and does the rest.
"""

import gc
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from depesche.archive.models import Original, Run
from depesche.archive.ninjs_read import MOST_BYTES, Item, NotAnItem, read_item
from depesche.archive.ninjs_story import changed_fields, incoming_story
from depesche.archive.report import Remark, Report
from depesche.archive.settle_dossiers import settle_dossiers
from depesche.archive.settle_names import Names
from depesche.archive.settle_related import settle_related
from depesche.archive.take_pictures import PictureTaker
from depesche.articles.check import NotReady
from depesche.articles.correct import correct_article
from depesche.articles.models import Article, Section
from depesche.articles.publish import publish_article
from depesche.articles.publish_many import publish_many
from depesche.articles.write import revise_article
from depesche.masthead.models import Edition
from depesche.pictures.models import Picture

KIND = "ninjs"
BATCH = 200
INDEX = "index.json"
UNEXPECTED = (DatabaseError, ValidationError, ValueError, TypeError, LookupError, ArithmeticError)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Order:
    """What is to be brought in, and how. `section` None: each item's own."""

    folder: Path
    edition: Edition
    section: Section | None
    at: datetime
    may_fetch: bool = False
    limit: int | None = None
    is_rehearsal: bool = False
    batch: int = BATCH


@dataclass
class Candidate:
    """A file, its item, and what is here of it already."""

    path: Path
    item: Item
    newest: Original | None = None
    pictures: dict[str, Picture] = field(default_factory=dict)


def bring_in_ninjs(order: Order, *, progress: Progress) -> Report:
    """Bring in the items of a folder; `progress(done, total)` hears of each file."""
    with heap_set_aside():
        return NinjsRun(order, progress).perform()


@contextmanager
def heap_set_aside() -> Iterator[None]:
    """Spare the collector what was there before: the program itself, some 400,000 objects.

    A batch makes so many objects that the whole heap would be looked through again and again: a
    fifth of an import's time. What the import itself leaves is collected as ever.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class NinjsRun:
    """One bringing-in of a folder into an edition."""

    def __init__(self, order: Order, progress: Progress) -> None:
        self.order, self.progress = order, progress
        self.report = Report()
        self.sections = {
            section.slug: section
            for section in Section.objects.filter(edition=order.edition).select_related(
                "edition", "locale"
            )
        }
        self.taker = PictureTaker(order.folder, order.at, order.may_fetch, self._note)

    def perform(self) -> Report:
        """Go through all files, batch by batch; a rehearsal writes nothing."""
        started = time.monotonic()
        if self.order.is_rehearsal:
            self._go_through()
            return self.report
        self.run = self._take_up()
        settle_dossiers(self.order.folder / INDEX, self.order.edition)
        self._go_through()
        settle_related(self.order.edition, KIND, at=self.order.at)
        self.report.seconds = time.monotonic() - started
        self.run.finished_at, self.run.counts = self.order.at, self.report.counts()
        self.run.save(update_fields=["finished_at", "counts"])
        return self.report

    def _go_through(self) -> None:
        files = list_items(self.order.folder)[: self.order.limit]
        pending: dict[str, Candidate] = {}
        for number, path in enumerate(files, start=1):
            candidate = self._read(path)
            if candidate is not None:
                if candidate.item.uri in pending or len(pending) >= self.order.batch:
                    self._settle(pending)
                pending[candidate.item.uri] = candidate
            self.progress(number, len(files))
        self._settle(pending)

    def _take_up(self) -> Run:
        """Return the run of this folder that was killed, or a new one."""
        source = str(self.order.folder.resolve())[-500:]
        same = {"kind": KIND, "source": source, "edition": self.order.edition}
        run = Run.objects.filter(**same, finished_at=None).first()
        self.report.was_taken_up = run is not None
        return run or Run.objects.create(**same, started_at=self.order.at)

    def _name(self, path: Path) -> str:
        return str(path.relative_to(self.order.folder))

    def _note(self, path: Path, sentence: str) -> None:
        self.report.notes.append(Remark(self._name(path), sentence))

    def _refuse(self, path: Path, sentence: str) -> None:
        self.report.refuse(self._name(path), sentence)

    def _read(self, path: Path) -> Candidate | None:
        """Read a file; None, and a refusal, where it is no item for this edition."""
        edition = self.order.edition
        try:
            item = read_item(_load(path, self.order.folder), zone=edition.zone)
        except (NotAnItem, OSError) as wrong:
            self._refuse(path, str(wrong))
            return None
        language = item.language.replace("_", "-").partition("-")[0]
        if language and language != edition.language.partition("-")[0]:
            self._refuse(
                path, f"its language is {item.language[:20]}, the edition's {edition.language}"
            )
            return None
        return Candidate(path, item)

    def _settle(self, pending: dict[str, Candidate]) -> None:
        """Bring in what is pending, as one transaction; where that fails, one by one."""
        candidates = list(self._recognise(list(pending.values())))
        pending.clear()
        if not candidates:
            return
        if self.order.is_rehearsal:
            self.report.updated += sum(one.newest is not None for one in candidates)
            self.report.done += sum(one.newest is None for one in candidates)
            return
        self.taker.recall([candidate.item for candidate in candidates])
        for candidate in candidates:
            candidate.pictures = self.taker.take(candidate.item, candidate.path)
        try:
            self._bring_in(candidates)
        except UNEXPECTED:
            for candidate in candidates:
                self._bring_in_alone(candidate)

    def _bring_in_alone(self, candidate: Candidate) -> None:
        try:
            self._bring_in([candidate])
        except UNEXPECTED as wrong:
            what = str(wrong).strip().partition("\n")[0][:200]
            self._refuse(candidate.path, f"it could not be stored ({type(wrong).__name__}: {what})")

    def _recognise(self, candidates: list[Candidate]) -> Iterator[Candidate]:
        """Yield what is new or newer than what is here; count the rest as unchanged."""
        here: dict[str, list[Original]] = {}
        rows = Original.objects.filter(
            edition=self.order.edition,
            source=KIND,
            uri__in=[candidate.item.uri for candidate in candidates],
        )
        for row in rows.select_related("article"):
            here.setdefault(row.uri, []).append(row)
        for candidate in candidates:
            rows_here = here.get(candidate.item.uri, [])
            if any(row.content_hash == candidate.item.content_hash for row in rows_here):
                self.report.unchanged += 1
                continue
            candidate.newest = rows_here[-1] if rows_here else None
            if candidate.newest and candidate.item.changed_at < candidate.newest.changed_at:
                self.report.unchanged += 1
                self._note(candidate.path, "a newer version of it is here already")
                continue
            yield candidate

    def _bring_in(self, candidates: Sequence[Candidate]) -> None:
        """Write one batch; the report hears of it only when it stands."""
        report = Report()
        with transaction.atomic():
            names = Names([one.item for one in candidates], self.order.edition)
            self._add([one for one in candidates if one.newest is None], names, report)
            for candidate in candidates:
                if candidate.newest is not None:
                    self._update(candidate, candidate.newest.article, names, report)
        self.report.done += report.done
        self.report.updated += report.updated
        self.report.refused += report.refused

    def _add(self, candidates: Sequence[Candidate], names: Names, report: Report) -> None:
        ready = []
        taken = set(
            Article.objects.filter(code__in=[one.item.code for one in candidates]).values_list(
                "code", flat=True
            )
        )
        for candidate in candidates:
            section = self._section(candidate.item)
            if section is None:
                sentence = "name the section with --section: its own is not in this edition"
                report.refuse(self._name(candidate.path), sentence)
                continue
            code = "" if candidate.item.code in taken else candidate.item.code
            taken.add(code)
            story = incoming_story(candidate.item, section, names, candidate.pictures, code=code)
            ready.append((candidate, story))
        outcomes = publish_many([story for _one, story in ready], by=None, at=self.order.at)
        originals = []
        for (candidate, _story), outcome in zip(ready, outcomes, strict=True):
            if outcome.article is None:
                sentence = " ".join(str(fault) for fault in outcome.faults)
                report.refuse(self._name(candidate.path), sentence)
                continue
            originals.append(self._original(candidate, outcome.article))
            self._correct(candidate.item, outcome.article)
        Original.objects.bulk_create(originals)
        report.done += len(originals)

    def _section(self, item: Item) -> Section | None:
        if self.order.section is not None:
            return self.order.section
        return self.sections.get(item.section.slug) if item.section else None

    def _correct(self, item: Item, article: Article) -> None:
        """Put the corrections of an item on its new story; its dates stay the item's."""
        for notice in sorted(item.notices, key=lambda one: one.published_at):
            correct_article(
                article,
                kind=notice.kind,
                wrong=notice.wrong,
                right=notice.right,
                by=None,
                at=min(notice.published_at, self.order.at),
            )
        if item.notices:
            Article.objects.filter(pk=article.pk).update(updated_at=item.updated_at)

    def _update(self, candidate: Candidate, article: Article, names: Names, report: Report) -> None:
        """Publish the new version of a story that is here; both wordings stay comparable."""
        item = candidate.item
        at = min(item.changed_at, self.order.at)
        last = article.updated_at or article.published_at
        at = at if last is None or at > last else self.order.at
        with translation.override(self.order.edition.language):  # readers see it
            note = _("The source has sent a new version.")
        try:
            with transaction.atomic():
                fields = changed_fields(item, names, candidate.pictures)
                revise_article(article, by=None, at=at, change_note=note, **fields)
                publish_article(article, by=None, at=at)
                self._original(candidate, article).save()
        except NotReady as missing:
            report.refuse(self._name(candidate.path), str(missing))
        else:
            report.updated += 1

    def _original(self, candidate: Candidate, article: Article) -> Original:
        item = candidate.item
        return Original(
            run=self.run,
            edition=self.order.edition,
            source=KIND,
            uri=item.uri,
            version=item.version,
            content_hash=item.content_hash,
            changed_at=item.changed_at,
            related=list(item.related),
            waits_for_related=bool(item.related),
            file=self._name(candidate.path)[-500:],
            article=article,
        )


def list_items(folder: Path) -> list[Path]:
    """Return the JSON files below `folder`, in the order of their names; not an export's index."""
    found = sorted(path for path in folder.rglob("*.json") if path.is_file())
    return [path for path in found if path.name != INDEX or not _is_index(path)]


def _load(path: Path, folder: Path) -> bytes:
    """Return what is in a file. Raises NotAnItem where it is too large, or not in the folder."""
    if not path.resolve().is_relative_to(folder.resolve()):
        message = "it is a link that leads out of the folder"
        raise NotAnItem(message)
    if path.stat().st_size > MOST_BYTES:
        message = f"it is larger than {MOST_BYTES // 1_000_000} MB"
        raise NotAnItem(message)
    return path.read_bytes()


def _is_index(path: Path) -> bool:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "depesche_export" in found
