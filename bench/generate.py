"""Generate stories: the same ones in every run, through `publish_many` like any import."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from depesche.articles.incoming import IncomingStory
from depesche.articles.models import Section, Tag
from depesche.articles.open import open_edition, open_section
from depesche.articles.publish_many import BATCH, publish_many
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition
from depesche.register.models import Organisation, Person, Place

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST = datetime(2012, 1, 1, tzinfo=UTC)
BIG_DOSSIER = 851  # as many as the reference page's dossier has
SECTIONS = ("Politik", "Stadt", "Wirtschaft", "Kultur", "Sport", "Wissen")
SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "ha",
    "ke",
    "li",
    "mo",
    "nu",
    "pa",
    "re",
    "si",
    "ta",
    "wo",
    "zu",
    "len",
)
IMPRINT = {
    "publisher": "Figures",
    "street": "Quay 1",
    "postcode": "00000",
    "city": "Bench",
    "email": "desk@bench.example",
    "responsible": "Nobody",
    "responsible_address": "Quay 1, 00000 Bench",
}


class Generator:
    """An edition that grows; `random` is seeded, so that every run makes the same stories."""

    def __init__(self, *, is_default: bool = True) -> None:
        self.random = Random(851)
        self.words = ["".join(self.random.choices(SYLLABLES, k=3)) for _ in range(4000)]
        self.count = 0
        self.edition = self._open(is_default)
        self.sections = [self._section(name) for name in SECTIONS]
        self.people = self._named(Person, 30, is_author=True)  # few: a full page each
        self.organisations = self._named(Organisation, 100)
        self.places = self._named(Place, 100)
        self.tags = [
            Tag.objects.create(edition=self.edition, name=f"Tag {n}", slug=f"tag-{n}")
            for n in range(60)
        ]
        self.dossiers = [
            Dossier.objects.create(edition=self.edition, name=f"Dossier {n}", slug=f"dossier-{n}")
            for n in range(12)
        ]

    def _open(self, is_default: bool) -> Edition:  # noqa: FBT001
        return open_edition(
            key="bench",
            name="The Bench",
            language="de",
            prefix="bench",
            is_default=is_default,
            imprint=IMPRINT,
            by=None,
            at=FIRST,
        )

    def _section(self, name: str) -> Section:
        section = open_section(self.edition, title=name, by=None, at=FIRST)
        return Section.objects.select_related("edition", "locale").get(pk=section.pk)

    def _named(self, model: type[Any], count: int, **fields: object) -> list[Any]:
        rows = [
            model(name=f"{model.__name__} {n}", slug=f"{model.__name__.lower()}-{n}", **fields)
            for n in range(count)
        ]
        return list(model.objects.bulk_create(rows))

    def grow_to(self, size: int, progress: Callable[[int], None]) -> None:
        """Publish until there are `size` stories."""
        while self.count < size:
            batch = [self.story() for _ in range(min(BATCH, size - self.count))]
            outcomes = publish_many(batch, by=None, at=NOW)
            refused = [outcome.faults for outcome in outcomes if outcome.article is None]
            if refused:
                message = f"a generated story was refused: {refused[0]}"
                raise RuntimeError(message)
            progress(len(batch))

    def _text(self, count: int) -> str:
        return " ".join(self.random.choices(self.words, k=count)).capitalize() + "."

    def _body(self) -> Iterator[dict[str, object]]:
        for count in (3, 5):
            for _ in range(count):
                yield {"type": "paragraph", "value": f"<p>{self._text(55)}</p>"}
            yield {"type": "heading", "value": self._text(4)}

    def story(self) -> IncomingStory:
        """Return the next story; the first 851 are in the big dossier."""
        number, self.count = self.count, self.count + 1
        moment = FIRST + timedelta(minutes=self.random.randrange(7_800_000))
        pick = self.random
        if number < BIG_DOSSIER:
            dossiers = [self.dossiers[0]]
        else:
            dossiers = [self.dossiers[1 + number % 11]] if number % 9 == 0 else []
        return IncomingStory(
            section=self.sections[number % len(self.sections)],
            title=self._text(7),
            lead=self._text(30),
            kicker=self._text(1),
            published_at=moment,
            body=list(self._body()),
            hangs_on={
                "authors": pick.sample(self.people, 1 + number % 2),
                "tags": pick.sample(self.tags, 3),
                "people": pick.sample(self.people, 2),
                "organisations": pick.sample(self.organisations, 1),
                "places": pick.sample(self.places, 1),
                "dossiers": dossiers,
            },
        )
