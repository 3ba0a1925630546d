"""Small ninjs files for the tests, written here."""

import json
from pathlib import Path

from depesche.articles.tests.make import draw_jpeg


def make_item(number: int = 1, **changed):
    """Return a whole ninjs 3.1 item of a German story."""
    item = {
        "standard": {"name": "ninjs", "version": "3.1"},
        "uri": f"https://agency.example/items/{number}",
        "type": "text",
        "version": "1",
        "firstCreated": "2020-05-01T10:00:00+02:00",
        "versionCreated": "2020-05-01T10:00:00+02:00",
        "contentCreated": f"2020-05-{number % 28 + 1:02}T10:00:00+02:00",
        "pubStatus": "usable",
        "language": "de",
        "title": f"Der Pegel steigt zum {number}. Mal",
        "descriptions": [{"role": "summary", "value": f"Am Fluss wird es eng ({number})."}],
        "bodies": [
            {
                "role": "main",
                "contentType": "text/html",
                "value": "<p>Ein Absatz.</p><p>Noch einer.</p>",
            }
        ],
        "by": "Clara Weiss",
        "copyrightHolder": "Flussdienst",
        "usageTerms": "Nur mit Quelle",
    }
    return {name: value for name, value in {**item, **changed}.items() if value is not None}


def write_item(folder: Path, number: int = 1, *, name: str = "", **changed) -> Path:
    """Write an item into `folder`, named by its number."""
    path = folder / (name or f"{number:04}.json")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(make_item(number, **changed)), encoding="utf-8")
    return path


def make_lead_picture(folder: Path, *, href: str = "media/pegel.jpg", **changed):
    """Write a picture into `folder`; return the association that tells of it."""
    target = folder / "media/pegel.jpg"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(draw_jpeg())
    association = {
        "name": "lead",
        "uri": "https://agency.example/pictures/pegel",
        "type": "picture",
        "descriptions": [{"role": "caption", "value": "Der Pegel am Morgen"}],
        "by": "Jo Kern",
        "copyrightNotice": "© Flussdienst",
        "renditions": [{"name": "original", "href": href, "contentType": "image/jpeg"}],
    }
    return {name: value for name, value in {**association, **changed}.items() if value is not None}
