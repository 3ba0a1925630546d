"""The list of faults names tests that exist, and quotes what the doctor can say."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "reference" / "faults.md").read_text(encoding="utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]


def test_every_fault_names_a_test_that_exists():
    for fault, _holds, shown, _doctor in ROWS:
        named = re.findall(r"`([\w/.]+)::(\w+)`", shown)
        assert named, fault
        for place, name in named:
            assert f"\ndef {name}(" in (ROOT / place).read_text(encoding="utf-8"), (place, name)


def test_the_doctor_can_say_what_is_quoted():
    said = " ".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src" / "depesche").rglob("*.py")
        if "tests" not in path.parts
    )
    for fault, _holds, _shown, doctor in ROWS:
        quoted = re.findall(r'"([^"]+)"', doctor)
        assert quoted or doctor.startswith("nothing"), fault
        assert not [words for words in quoted if words not in said], fault
