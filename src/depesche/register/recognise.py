"""Recognise names in a text: those the register knows, in any spelling, and those it does not.

Known names lie in memory, by key; the wire says when they are read anew. Pure but for
`known_names` and `read_names`, which read the register; nothing here writes.
"""

import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from depesche.register.given_names import GIVEN_NAMES
from depesche.register.models import Organisation, Person, Place, Spelling
from depesche.register.queries import ALL_KINDS, MODELS
from depesche.register.spellings import TITLES, fold_word, plain
from depesche.wire.models import Dispatch

MOST_WORDS = 6  # of a name
MOST_LETTERS = 200_000  # of a text: what is longer is read to there
TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
GAP = re.compile(r"\s{1,3}|[ ]?[-‐‑][ ]?|\.\s")  # what may stand between two words of a name
SENTENCE_END = re.compile(r"[.!?…:][\"”“»«’)\]]*\s*[\"„“»«‘(]*$")
PARTICLES_IN_WORDS = "von van de der den del della di da dos du la le bin ibn al el zu zur"
PARTICLES = frozenset(PARTICLES_IN_WORDS.split())
LEGAL_IN_WORDS = "gmbh ag se kg ohg ev inc ltd plc llc corp sa spa bv nv oy ab"
LEGAL = frozenset(LEGAL_IN_WORDS.split())
# after these a name may be another one; bringing in and restoring make rows without an act each
ACTS = ("created", "changed", "removed", "merged")
KINDS = (*(f"{kind}.{act}" for kind in MODELS for act in ACTS), "articles.brought_in")
ARTICLES_IN_WORDS = "der die das den dem des ein eine einer eines einem einen the a an"
ARTICLES = frozenset(ARTICLES_IN_WORDS.split())
POSSESSIVE = ("'s", "’s", "s")


@dataclass(frozen=True, slots=True)
class Entity:
    """An entry as a recogniser keeps it."""

    kind: str
    key: int
    name: str
    slug: str


@dataclass(frozen=True)
class Seen:
    """A name in a text, where it first stands (in characters), and whom it may mean, surest first.

    None: the register does not know it. Several: somebody must say which.
    """

    text: str
    start: int
    end: int
    count: int
    means: tuple[Entity, ...] = ()
    guess: str = ""  # of an unknown one: "person", "organisation", or nothing


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it is written, its key, where it stands, whether it opens a sentence."""

    text: str
    key: str
    start: int
    end: int
    opens: bool
    joins: bool  # with the word before: nothing but a gap between them


@dataclass(frozen=True)
class KnownNames:
    """All spellings of the register by key: words of the name, folded, in alphabetical order."""

    by_key: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    plain_single: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    def meant_by(self, words: Sequence[Word]) -> tuple[Entity, ...]:
        """Return whom these words, taken together, may mean."""
        key = _key([word.key for word in words])
        found = self.by_key.get(key, ())
        if found or not words:
            return self._sure(found, key, words)
        for bare in _without_possessive(words[-1].text):
            key = _key([*(word.key for word in words[:-1]), fold_word(bare)])
            if found := self._sure(self.by_key.get(key, ()), key, words, last=bare):
                return found
        return ()

    def _sure(
        self, found: tuple[Entity, ...], key: str, words: Sequence[Word], last: str = ""
    ) -> tuple[Entity, ...]:
        """Keep of a single word only what is written like it: many words sound like a name."""
        if not found or " " in key:
            return found
        name = next((word for word in words if word.key == key), words[-1])
        written = plain(last or name.text)
        return found if written in self.plain_single.get(key, frozenset()) else ()


def _key(keys: Iterable[str]) -> str:
    given = [key for key in keys if key]
    return " ".join(sorted([key for key in given if key not in TITLES] or given))


def _without_possessive(text: str) -> Iterable[str]:
    for end in POSSESSIVE:
        if text.endswith(end) and len(text) > len(end) + 2:
            yield text[: -len(end)]


@dataclass
class Shelf:
    """The names as they were last read: up to which dispatch, and the newest row of each table."""

    names: KnownNames = field(default_factory=KnownNames)
    upto: int = -1
    newest: tuple[int, ...] = ()


_shelf = Shelf()
_reading = threading.Lock()


def known_names() -> KnownNames:
    """Return the names of the register as they are now, read anew only where an act changed them.

    Six queries where nothing has changed; each by key.
    """
    with _reading:
        upto = Dispatch.objects.aggregate(newest=Max("pk"))["newest"] or 0
        newest = tuple(
            model._default_manager.order_by().aggregate(newest=Max("pk"))["newest"] or 0
            for model in (Person, Organisation, Place, Spelling)
        )
        is_old = (
            _shelf.upto < 0
            or upto < _shelf.upto
            or newest != _shelf.newest
            or Dispatch.objects.filter(pk__gt=_shelf.upto, kind__in=KINDS).exists()
        )
        if is_old:
            _shelf.names, _shelf.newest = read_names(), newest
        _shelf.upto = upto
        return _shelf.names


def forget_names() -> None:
    """Let the names be read anew the next time: for whoever changes them past the acts."""
    _shelf.upto = -1


class Collector:
    """Names as they are read: by key, and of single words how they are written."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Entity]] = {}
        self.single: dict[str, set[str]] = {}
        self.given: set[str] = set()

    def take(self, key: str, text: str, entity: Entity) -> None:
        """Take one spelling of an entity."""
        if not key:
            return
        same = self.by_key.setdefault(key, [])
        if entity not in same:
            same.append(entity)
        if " " not in key:
            self.single.setdefault(key, set()).add(plain(text))

    def names(self) -> KnownNames:
        """Return what was read."""
        return KnownNames(
            {key: tuple(found) for key, found in self.by_key.items()},
            {key: frozenset(found) for key, found in self.single.items()},
            frozenset(self.given),
        )


def read_names() -> KnownNames:
    """Read every name and spelling of the register: one query a kind, one for spellings."""
    collector = Collector()
    entities: dict[tuple[str, int], Entity] = {}
    for kind, model in MODELS.items():
        rows = model._default_manager.order_by("pk").values_list("pk", "name", "slug", "name_key")
        for key, name, slug, name_key in rows.iterator(2_000):
            entity = entities[kind, key] = Entity(kind, key, name, slug)
            collector.take(name_key, name, entity)
            if kind == "person" and " " in name_key:
                collector.given.add(fold_word(name.split()[0]))
    owners = [f"{kind}_id" for kind in ALL_KINDS]
    spelled = Spelling.objects.order_by("pk").values_list("key", "text", *owners)
    for name_key, text, *keys in spelled.iterator(2_000):
        for found in zip(ALL_KINDS, keys, strict=True):
            if found in entities:
                collector.take(name_key, text, entities[found])
    return collector.names()


def words_in(text: str) -> list[Word]:
    """Return the words of `text`."""
    words: list[Word] = []
    end = 0
    for match in TOKEN.finditer(text[:MOST_LETTERS]):
        between = text[end : match.start()]
        opens = not words or bool(SENTENCE_END.search(between)) or "\n" in between
        joins = bool(words) and not opens and bool(GAP.fullmatch(between))
        if words and between == ". " and _is_short(words[-1]):
            opens, joins = False, True
        written = match.group()
        words.append(Word(written, fold_word(written), match.start(), match.end(), opens, joins))
        end = match.end()
    return words


def _is_short(word: Word) -> bool:
    """Tell whether a stop after `word` ends no sentence: a title's, or an initial's."""
    return word.key in TITLES or len(word.text) == 1


def recognise(text: str, known: KnownNames) -> list[Seen]:
    """Return the names in `text`, each once, in the order of their first place.

    The longest known name wins; what is left is looked through for new ones.
    """
    words = words_in(text)
    seen: dict[tuple[object, ...], Seen] = {}
    place = 0
    while place < len(words):
        length, means = _longest_known(words, place, known)
        if not length:
            length = new_name_at(words, place, known)
        if length:
            _count(seen, text, words[place : place + length], means)
        place += length or 1
    return _without_halves(seen.values())


def _longest_known(
    words: Sequence[Word], place: int, known: KnownNames
) -> tuple[int, tuple[Entity, ...]]:
    if not _is_capital(words[place]):
        return 0, ()
    most = 1
    while most < MOST_WORDS and place + most < len(words) and words[place + most].joins:
        most += 1
    for length in range(most, 0, -1):
        part = words[place : place + length]
        if not _is_capital(part[-1]):
            continue
        if means := known.meant_by(part):
            return length, means
    return 0, ()


def new_name_at(words: Sequence[Word], place: int, known: KnownNames) -> int:
    """Return of how many words a new name is that begins here, 0 for none.

    German capitalises every noun and sentences begin with one: so a given name must open it, or a
    title stand before it, or a company's form end it.
    """
    first = words[place]
    if not _is_capital(first) or first.text.casefold() in ARTICLES:
        return 0
    length = _capitals(words, place)
    if length > 1 and words[place + length - 1].key in LEGAL:
        return length
    has_title = place > 0 and first.joins and words[place - 1].key in TITLES
    if has_title and first.key not in TITLES:
        return min(length, 3)
    is_given = first.key in GIVEN_NAMES or first.key in known.given
    return min(length, 4) if length > 1 and is_given else 0


def _capitals(words: Sequence[Word], place: int) -> int:
    """Count the capitalised words from here that belong together, particles between them too."""
    length = 1
    while place + length < len(words) and length < MOST_WORDS:
        step = length
        while (
            place + step < len(words)
            and words[place + step].joins
            and words[place + step].text in PARTICLES
        ):
            step += 1
        if place + step >= len(words) or not words[place + step].joins:
            break
        if not _is_capital(words[place + step]):
            break
        length = step + 1
    return length


def _is_capital(word: Word) -> bool:
    """Tell whether a word begins like a name; scripts without capitals begin so always."""
    first = word.text[0]
    return not first.islower() and not first.isdecimal()


def _count(
    seen: dict[tuple[object, ...], Seen],
    text: str,
    part: Sequence[Word],
    means: tuple[Entity, ...],
) -> None:
    start, end = part[0].start, part[-1].end
    written = text[start:end]
    key: tuple[object, ...] = means or (_key([word.key for word in part]),)
    former = seen.get(key)
    if former is None:
        guess = "" if means else "organisation" if part[-1].key in LEGAL else "person"
        seen[key] = Seen(" ".join(written.split()), start, end, 1, means, guess)
    else:
        seen[key] = Seen(
            former.text, former.start, former.end, former.count + 1, former.means, former.guess
        )


def _without_halves(found: Iterable[Seen]) -> list[Seen]:
    """Leave out a new name that is a part of another: after “Ada Ahlers” comes “Frau Ahlers”."""
    names = list(found)
    known = [set(fold_words(one)) for one in names]
    kept = []
    for place, one in enumerate(names):
        mine = known[place]
        if one.means or not any(mine < other for other in known):
            kept.append(one)
    return kept


def fold_words(seen: Seen) -> list[str]:
    """Return the folded words of a name that was seen, and of those it may mean."""
    texts = [seen.text, *(entity.name for entity in seen.means)]
    return [fold_word(word.text) for text in texts for word in words_in(text)]
