"""Addresses: URIs (RFC 3986), tag URIs (RFC 4151), URNs (RFC 8141), mail (RFC 5322)."""

import re
from datetime import date
from urllib.parse import urlsplit

from depesche.feeds.tests.judge.findings import words
from depesche.feeds.tests.judge.sheet import Node, Sheet

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):", re.ASCII)
NOT_URI = re.compile(r"[\s<>\"{}|\\^`\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})")
LOWER_ESCAPE = re.compile(r"%(?:[0-9A-F]?[a-f][0-9A-Fa-f]?|[0-9A-F][a-f])")
NEEDLESS_ESCAPE = re.compile(r"%(?:4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A]|3[0-9]|2D|2E|5F|7E)")
TAG = re.compile(
    r"tag:(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?,"
    r"(\d{4}(?:-\d\d(?:-\d\d)?)?):"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*(?:#[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*)?",
    re.ASCII,
)
URN = re.compile(
    r"urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:(?:[a-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})+(?:[?#].*)?",
    re.IGNORECASE | re.ASCII,
)
PORTS = {"http": 80, "https": 443, "ftp": 21}
REGISTERED = words(
    "http https ftp mailto tag urn news nntp cid mid data tel geo xmpp sip sips ldap imap info "
    "file gopher telnet ws wss acct oid"
)
ADDR_SPEC = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*",
    re.ASCII,
)
RSS_MAIL = re.compile(rf"({ADDR_SPEC.pattern})(?:\s*\((.*)\))?", re.ASCII | re.DOTALL)
NAMED_MAIL = re.compile(rf"[^<>]+<{ADDR_SPEC.pattern}>", re.ASCII)


def scheme_of(text: str) -> str:
    """Return the scheme as written, '' for a relative reference."""
    found = SCHEME.match(text)
    return found.group(1) if found else ""


def _parts_are_sound(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return bool(parts.hostname) or parts.scheme.lower() not in PORTS


def is_full(text: str) -> bool:
    """Return whether `text` is a whole URI, with a scheme and, for the web, a host."""
    return bool(scheme_of(text)) and not NOT_URI.search(text) and _parts_are_sound(text)


def judge_uri(
    sheet: Sheet,
    node: Node,
    text: str,
    *,
    inner: str = "",
    may_be_relative: bool = False,
    broken: str = "InvalidFullLink",
    valid: str = "ValidURI",
) -> None:
    """Judge a URI. `broken` names what a reference without scheme is called here."""
    rules = [valid]
    if not text.strip():
        rules = ["NotBlank"]
    elif NOT_URI.search(text):
        rules = ["InvalidUriChar", *(["InvalidLink"] if broken == "InvalidLink" else [])]
    elif not is_full(text) and not (may_be_relative and not scheme_of(text)):
        rules = [broken]
    elif not text.isascii():
        rules = ["UriNotIri"]
    for rule in rules:
        sheet.report(rule, node, inner=inner, attr=inner, value=text)


def _is_canonical(text: str) -> bool:
    scheme = scheme_of(text)
    if scheme != scheme.lower() or LOWER_ESCAPE.search(text) or NEEDLESS_ESCAPE.search(text):
        return False
    if scheme not in PORTS:
        return True
    parts = urlsplit(text)
    authority = parts.netloc.rpartition("@")[2]
    dotted = {".", ".."} & set(parts.path.split("/"))
    port = authority.rpartition("]")[2].partition(":")
    is_default_port = bool(port[1]) and port[2] in {"", str(PORTS[scheme])}
    return (
        bool(parts.path) and authority == authority.lower() and not dotted and not is_default_port
    )


def _is_tag(text: str) -> bool:
    found = TAG.fullmatch(text)
    if found is None:
        return False
    numbers = [int(part) for part in found.group(1).split("-")]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return False
    return True


def judge_identity(sheet: Sheet, node: Node, text: str) -> None:
    """Judge what names a feed or an entry for ever."""
    if text != text.strip():
        sheet.report("UnexpectedWhitespace", node)
    text = text.strip()
    scheme = scheme_of(text).lower()
    if scheme == "tag":
        sheet.report("ValidTAG" if _is_tag(text) else "InvalidTAG", node, value=text)
    elif scheme == "urn":
        sheet.report("ValidURN" if URN.fullmatch(text) else "InvalidURN", node, value=text)
    else:
        judge_uri(sheet, node, text)
        if scheme and scheme not in REGISTERED:
            sheet.report("SchemeNotIANARegistered", node, value=text)
    if is_full(text) and not _is_canonical(text):
        sheet.report("NonCanonicalURI", node, value=text)


def judge_addr_spec(sheet: Sheet, node: Node, text: str) -> None:
    """Judge a bare mail address, as Atom wants it."""
    rule = "ValidContact" if ADDR_SPEC.fullmatch(text) else "InvalidAddrSpec"
    sheet.report(rule, node, value=text)


def judge_contact(sheet: Sheet, node: Node, text: str) -> None:
    """Judge a person of RSS: `user@host (Real Name)`."""
    found = RSS_MAIL.fullmatch(text.strip())
    if found is None:
        rule = "EmailFormat" if NAMED_MAIL.fullmatch(text.strip()) else "InvalidContact"
        sheet.report(rule, node, value=text)
        return
    sheet.report("ValidContact", node)
    if not (found.group(2) or "").strip():
        sheet.report("MissingRealName", node, value=text)
