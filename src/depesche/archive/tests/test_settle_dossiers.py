"""What an export's index says of dossiers comes in, half of it missing or wrong."""

import json

import pytest

from depesche.archive.settle_dossiers import settle_dossiers
from depesche.dossiers.models import Dossier

pytestmark = pytest.mark.django_db


def test_questions_and_chapters_come_in_and_what_makes_no_sense_is_left_out(paper, tmp_path):
    rows = [
        {
            "slug": "flut",
            "name": "Flut",
            "standing": "Der Pegel fällt.",
            "questions": ["Warum?", 7, ""],
            "chapters": [
                {"from": "2025-03-01", "name": "Die Nacht"},
                {"from": "2025-03-01", "name": "Zweimal"},
                {"from": "gestern", "name": "Nie"},
                "nichts",
            ],
        },
        {"slug": "leer", "name": "Leer", "questions": "keine", "chapters": None, "standing": 3},
    ]
    index = tmp_path / "index.json"
    index.write_text(json.dumps({"dossiers": rows}), encoding="utf-8")
    assert settle_dossiers(index, paper.de) == 2
    flood, empty = Dossier.objects.order_by("slug")
    assert (flood.standing, empty.standing) == ("Der Pegel fällt.", "")
    assert [one.text for one in flood.questions.all()] == ["Warum?"]
    assert [one.name for one in flood.chapters.all()] == ["Die Nacht"]
    assert not empty.chapters.exists()
