"""A dossier for machines: its turning points, whom and what it is about, what was said. Pure."""

from depesche.dossiers.tally import Measure
from depesche.portal.contracts import Overview
from depesche.portal.filters import iso
from depesche.portal.json_ld import Thing, absolute, image_object
from depesche.portal.paper import Paper
from depesche.portal.parts import Mention, SaidLine

KINDS = {"person": "Person", "organisation": "Organization", "place": "Place"}


def story_over_time(paper: Paper, name: str, overview: Overview, measure: Measure) -> Thing:
    """Return what is told of the page beyond its list of stories."""
    return {
        "abstract": overview.standing,
        "datePublished": iso(paper.local(measure.first_at)) if measure.first_at else "",
        "dateModified": iso(paper.local(measure.last_at)) if measure.last_at else "",
        "about": [
            _about(paper, cast.kind, mention)
            for cast in overview.casts
            for mention in cast.mentions
        ],
        "hasPart": [_timeline(paper, name, overview), *map(_quotation, overview.said)],
        "image": [image_object(paper.edition, image) for image in overview.pictures],
    }


def _about(paper: Paper, kind: str, mention: Mention) -> Thing:
    thing = {"@type": KINDS[kind], "name": mention.name}
    return {
        **thing,
        "url": absolute(paper.edition, mention.path),
        "jobTitle": mention.role if kind == "person" else "",
    }


def _timeline(paper: Paper, name: str, overview: Overview) -> Thing | None:
    if not overview.turns:
        return None
    return {
        "@type": "ItemList",
        "name": name,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": turn.line,
                "url": absolute(paper.edition, turn.story.path),
            }
            for number, turn in enumerate(overview.turns, start=1)
        ],
    }


def _quotation(line: SaidLine) -> Thing:
    person: Thing = {}
    if line.speaker:
        kind = KINDS.get(line.speaker.kind, "Person")
        person = {"@type": kind, "name": line.speaker.name}
        if line.speaker.kind == "person":
            person["jobTitle"] = line.speaker.office
    return {
        "@type": "Quotation",
        "text": line.words,
        "creator": person,
        "spokenByCharacter": person,
        "dateCreated": iso(line.on),
    }
