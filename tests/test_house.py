"""The shape of the house: what the linter of imports cannot see."""

import ast
import importlib.util
import re
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from django.apps import apps
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "depesche"
ROOMS = sorted(path.name for path in HOUSE.iterdir() if (path / "apps.py").is_file())
BAD_NAMES = {"core", "common", "utils", "helpers", "services", "shared", "misc", "lib", "base"}
LONGEST_FILE = 400


def load_map():
    spec = importlib.util.spec_from_file_location("house_map", ROOT / "tools" / "map.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def floor_of():
    floors = load_map().floors()
    return {room: len(floors) - number for number, rooms in enumerate(floors) for room in rooms}


def sources():
    return [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]


def test_no_room_or_file_has_a_name_that_says_nothing():
    named = [
        path
        for path in HOUSE.rglob("*")
        if path.stem in BAD_NAMES and "templates" not in path.parts
    ]
    assert not named


def test_every_module_says_what_it_is():
    silent = [path for path in sources() if path.stat().st_size and not load_map().says(path)]
    assert not [path for path in silent if "tests" not in path.parts]


def test_no_file_outgrows_its_verb():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if "tests" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    # nouns are listed whole: a reader looks for all of a room's tables in one place
    assert set(long) <= {"src/depesche/articles/models.py"}, long


@pytest.mark.parametrize("room", ROOMS)
def test_foreign_keys_point_down_the_house(room):
    floors = floor_of()
    for model in apps.get_app_config(room).get_models():
        for field in model._meta.get_fields():
            other = getattr(field, "related_model", None)
            if not field.concrete or other is None or not other.__module__.startswith("depesche."):
                continue
            lower = other.__module__.split(".")[1]
            assert lower == room or floors[lower] < floors[room], f"{model}.{field.name}"


@pytest.mark.parametrize("room", ROOMS)
def test_templates_include_only_from_their_own_room_or_below(room):
    floors = floor_of()
    for path in (HOUSE / room).rglob("templates/**/*.html"):
        names = re.findall(
            r"{%-?\s*(?:extends|include|import|from)\s+[\"']([\w-]+)/", path.read_text("utf-8")
        )
        for name in names:
            if name in floors:
                assert name == room or floors[name] < floors[room], f"{path}: {name}"


def test_nothing_of_ours_is_mocked():
    for path in [*HOUSE.rglob("test_*.py"), *(ROOT / "tests").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[:2] != ["unittest", "mock"], path
            if isinstance(node, ast.Import):
                assert not any(name.name == "unittest.mock" for name in node.names), path


def test_the_map_of_the_house_is_todays():
    assert (ROOT / "docs" / "house.md").read_text(encoding="utf-8") == load_map().draw(), (
        "Run `make map`."
    )


# --- what is shipped with it ---------------------------------------------------------------------
MAY_SHIP = re.compile(
    r"BSD|MIT|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser|OFL|Open Font|"
    r"Unlicense|Public Domain|CC0|OLDAP|HPND|Zlib|ZPL|0BSD",
    re.IGNORECASE,
)
# what the package's own metadata does not say, looked up in its files
READ_BY_HAND = {"pysqlite3": "Zlib"}  # src/module.c, and SQLite itself is in the public domain


def shipped():
    """Return every distribution that `pip install depesche` brings, by walking the requirements."""
    found, queue = {}, [Requirement("depesche")]
    while queue:
        wanted = queue.pop()
        name = canonicalize_name(wanted.name)
        if name in found:
            continue
        found[name] = distribution(wanted.name)
        extras = wanted.extras or {""}
        for line in found[name].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in extras
            ):
                queue.append(requirement)
    return found


def licence_of(dist):
    meta = dist.metadata
    said = [meta.get("License-Expression"), meta.get("License")]
    said += [line for line in meta.get_all("Classifier", []) if line.startswith("License ::")]
    return " | ".join(word.strip().split("\n")[0] for word in said if word and word.strip())


def test_every_dependency_may_be_shipped_with_it():
    refused = {
        name: licence
        for name, dist in shipped().items()
        if not MAY_SHIP.search(licence := READ_BY_HAND.get(name) or licence_of(dist))
        or (re.search(r"\bA?GPL", licence) and not re.search(r"LGPL|Lesser", licence))
    }
    assert not refused
    assert len(list(distributions())) > len(shipped()) > 40


def test_each_dependency_says_why_it_is_here():
    page = (ROOT / "docs" / "reference" / "dependencies.md").read_text(encoding="utf-8")
    wanted = [Requirement(line) for line in distribution("depesche").requires or []]
    direct = [each for each in wanted if "extra" not in str(each.marker)]
    assert not [each.name for each in direct if f"`{each.name}`" not in page]
