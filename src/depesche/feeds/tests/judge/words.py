"""Single words with a list or a form: languages, countries, media types, numbers."""

import re

from babel import Locale

from depesche.feeds.tests.judge.sheet import Node, Sheet

ENGLISH = Locale("en")
TWO_LETTERS = {str(code) for code in ENGLISH.languages if len(str(code)) == 2}
COUNTRIES = {str(code) for code in ENGLISH.territories if re.fullmatch("[A-Z]{2}", str(code))}
LANGUAGE = re.compile(
    r"([A-Za-z]{2,3})(?:-[A-Za-z]{3})?(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-x(?:-[A-Za-z0-9]{1,8})+)?",
    re.ASCII,
)
TOKEN = r"[A-Za-z0-9!#$&^_.+-]+"
MIME = re.compile(rf"({TOKEN}/{TOKEN})(?:\s*;\s*{TOKEN}=(?:{TOKEN}|\"[^\"]*\"))*", re.ASCII)
COMPOSITE = ("multipart/", "message/")
INTEGER = re.compile(r"[+-]?\d+", re.ASCII)
NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def is_language(text: str) -> bool:
    """Return whether `text` is a tag of BCP 47 with a language and a country that there are."""
    found = LANGUAGE.fullmatch(text)
    if found is None:
        return False
    language, country = found.group(1).lower(), (found.group(2) or "").upper()
    known_country = len(country) != 2 or country in COUNTRIES
    return known_country and (len(language) == 3 or language in TWO_LETTERS)


def judge_language(sheet: Sheet, node: Node, text: str, *, inner: str = "") -> None:
    """Judge a language's tag."""
    rule = "ValidLanguage" if is_language(text.strip()) else "InvalidLanguage"
    sheet.report(rule, node, inner=inner, value=text)


def is_mime(text: str) -> bool:
    """Return whether `text` has the form of a media type."""
    return bool(MIME.fullmatch(text))


def judge_mime(sheet: Sheet, node: Node, text: str, *, broken: str = "InvalidMIMEType") -> None:
    """Judge an attribute `type`."""
    sheet.report("ValidMIMEAttribute" if is_mime(text) else broken, node, attr="type", value=text)


def judge_positive(sheet: Sheet, node: Node, text: str) -> None:
    """Judge a number that counts something: whole, more than nothing."""
    if not text.strip():
        sheet.report("NotBlank", node)
    elif not INTEGER.fullmatch(text.strip()) or int(text) < 1:
        sheet.report("InvalidInteger", node, value=text)
    else:
        sheet.report("ValidInteger", node)


def judge_length(sheet: Sheet, node: Node, text: str, attr: str) -> None:
    """Judge a size in bytes: whole, never negative."""
    if not INTEGER.fullmatch(text):
        sheet.report("InvalidIntegerAttribute", node, attr=attr, value=text)
    elif int(text) < 0:
        sheet.report("InvalidNonNegativeInteger", node, attr=attr, value=text)
    else:
        sheet.report("ValidIntegerAttribute", node, attr=attr)
