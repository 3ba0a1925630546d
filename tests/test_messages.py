"""Everything that a person may see speaks German as well as English."""

import importlib.util
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from depesche.desk import wagtail_words
from depesche.readers import door_words

ROOT = Path(__file__).resolve().parent.parent


def load_tool():
    spec = importlib.util.spec_from_file_location("messages_tool", ROOT / "tools" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_string_has_its_german():
    tool = load_tool()
    assert not tool.missing(tool.translated()), "Run `make messages`, then translate django.po."


def test_the_compiled_catalogue_is_todays():
    tool = load_tool()
    kept = read_po(BytesIO(tool.PO.read_bytes()), locale="de")
    said = {message.id: message.string for message in kept if message.id}
    assert said == {m.id: m.string for m in tool.translated() if m.id}, "Run `make messages`."
    assert tool.PO.with_suffix(".mo").read_bytes() == tool.compiled(kept), "Run `make messages`."


def test_placeholders_are_the_same_in_both_languages():
    kept = read_po(BytesIO(load_tool().PO.read_bytes()), locale="de")
    for message in kept:
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        wanted = set(re.findall(r"%\(\w+\)s|%[sd]|{\w+}", " ".join(ids)))
        for text in strings:
            found = set(re.findall(r"%\(\w+\)s|%[sd]|{\w+}", text))
            assert found <= wanted, message.id
            assert len(strings) > 1 or found == wanted, message.id


@pytest.mark.parametrize(
    ("said", "package"), [(door_words.SAID, "allauth"), (wagtail_words.SAID, "wagtail")]
)
def test_what_is_said_anew_is_said_by_others(said, package):
    home = Path(importlib.util.find_spec(package).origin).parent
    known = set()
    for catalogue in home.rglob("locale/en/LC_MESSAGES/django.po"):
        known |= {message.id for message in read_po(BytesIO(catalogue.read_bytes()))}
    assert set(said) <= known
