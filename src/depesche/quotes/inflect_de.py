"""Inflect German verbs: from a line of the list to all forms of the verb. Pure.

A line of the list is an infinitive; a strong verb names its forms behind it (present, preterite
singular, participle); a verb with a separable prefix has the prefix behind a stroke: `kündig|an`.
"""

from dataclasses import dataclass

INSEPARABLE = ("be", "er", "ver", "ent", "zer", "miss", "ge", "emp", "wider", "über", "unter")
SIBILANT = ("s", "ß", "z", "x")
STRONG_FORMS = 3


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says: its verb, the prefix that must follow, and how it is used."""

    lemma: str
    prefix: str
    use: str  # finite | participle | infinitive


def forms_of(line: str) -> list[tuple[str, Form]]:
    """Return every form of one line of the list."""
    head, *strong = line.split()
    stem, _stroke, prefix = head.partition("|")
    lemma = prefix + stem
    found: list[tuple[str, Form]] = []
    for finite in _finite(stem, strong):
        found.append((finite, Form(lemma, prefix, "finite")))
        if prefix:
            found.append((prefix + finite, Form(lemma, "", "finite")))
    found.append((prefix + _participle(stem, strong), Form(lemma, "", "participle")))
    found.append((prefix + stem, Form(lemma, "", "infinitive")))
    if prefix:
        found.append((f"{prefix}zu{stem}", Form(lemma, "", "infinitive")))
    return found


def _root(infinitive: str) -> str:
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]


def _finite(infinitive: str, strong: list[str]) -> list[str]:
    root = _root(infinitive)
    link = "e" if root.endswith(("d", "t", "chn", "gn", "ffn")) else ""
    if len(strong) == STRONG_FORMS:
        present, past, _ = strong
        plural = past + ("n" if past.endswith("e") else "en")
        return [present, infinitive, past, plural, root + "e"]
    return [root + link + "t", infinitive, root + link + "te", root + link + "ten", root + "e"]


def _participle(infinitive: str, strong: list[str]) -> str:
    if len(strong) == STRONG_FORMS:
        return strong[2]
    root = _root(infinitive)
    link = "e" if root.endswith(("d", "t", "chn", "gn", "ffn")) else ""
    begins = "" if infinitive.endswith("ieren") or infinitive.startswith(INSEPARABLE) else "ge"
    return begins + root + link + "t"


def subjunctives(infinitives: str) -> set[str]:
    """Return the third persons singular of Konjunktiv I: `gebe`, `wisse`, `komme`."""
    return {_root(one) + "e" for one in infinitives.split()}
