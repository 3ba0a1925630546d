"""Environment: what an operator set for this newspaper, read and checked value by value.

`DEPESCHE_HOME` names the newspaper's folder. Its `depesche.env` (written by `depesche new`) is read
first, the process's own environment wins. What is set where: `settings.py`.
"""

import os
import re
from difflib import get_close_matches
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

HOST = re.compile(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]", re.IGNORECASE)
LARGEST_NUMBER = 10**9
HIGHEST_PORT = 65535

EDGE_KINDS = ("varnish", "fastly", "cloudflare")


class WrongSetting(Exception):
    """A setting that cannot be read; the message says what to write instead."""


PARTS_OF_EARTH = (
    *("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/"),
    *("Europe/", "Indian/", "Pacific/"),
)


def _read_env_file(path: Path) -> dict[str, str]:
    """Read `NAME=value` lines; `#` starts a comment line, quotes around a value are dropped."""
    if not path.is_file():
        return {}
    pairs = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as wrong:
        message = f"{path.name} is not written in UTF-8: save it so in your editor."
        raise WrongSetting(message) from wrong
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            message = f"{path.name}, line {number}: write NAME=value, or start the line with #."
            raise WrongSetting(message)
        pairs[name.strip()] = value.strip().strip("\"'")
    return pairs


HOME = Path(os.environ.get("DEPESCHE_HOME") or "newspaper").absolute()
_FILE = _read_env_file(HOME / "depesche.env")
_ASKED = {"DEPESCHE_HOME"}  # every name that anybody has asked for


def text_of(name: str, default: str = "") -> str:
    """Return the value of `DEPESCHE_{name}`, `default` where it is not set."""
    _ASKED.add(f"DEPESCHE_{name}")
    return os.environ.get(f"DEPESCHE_{name}", _FILE.get(f"DEPESCHE_{name}", default))


def names_nobody_reads() -> list[str]:
    """Return a sentence for each name in `depesche.env` that is no setting: most are misspelled.

    Worth asking once all settings have been read.
    """
    sentences = []
    for name in sorted(set(_FILE) - _ASKED):
        whole = f"DEPESCHE_{name.removeprefix('DEPESCHE_')}"
        near = get_close_matches(whole, _ASKED, 1)
        meant = f"; {near[0]} is one" if near else ""
        sentences.append(f"{name} in depesche.env is no setting{meant}.")
    return sentences


def words_of(name: str, default: str = "") -> list[str]:
    """Return words that are separated by commas or spaces."""
    return [word for word in text_of(name, default).replace(",", " ").split() if word]


def yes_or_no(name: str, *, default: bool) -> bool:
    """Return a switch. Raises WrongSetting."""
    word = text_of(name).lower()
    if word in {"", "yes", "true", "1", "on", "no", "false", "0", "off"}:
        return default if not word else word in {"yes", "true", "1", "on"}
    message = f"DEPESCHE_{name}={word}: write yes or no."
    raise WrongSetting(message)


def number_of(name: str, default: int, *, least: int = 0, most: int = LARGEST_NUMBER) -> int:
    """Return a whole number from `least` to `most`. Raises WrongSetting."""
    word = text_of(name) or str(default)
    if not re.fullmatch(r"[0-9]{1,18}", word) or not least <= int(word) <= most:
        range_of = f"{least} or more" if most == LARGEST_NUMBER else f"{least} to {most}"
        message = f"DEPESCHE_{name}={word}: write a whole number, {range_of}."
        raise WrongSetting(message)
    return int(word)


def choice_of(name: str, default: str, *others: str) -> str:
    """Return `default` or one of `others`. Raises WrongSetting."""
    word = text_of(name, default)
    if word not in {default, *others}:
        message = f"DEPESCHE_{name}={word}: write one of {', '.join((default, *others))}."
        raise WrongSetting(message)
    return word


def address_of(name: str, default: str) -> str:
    """Return a base address: scheme and host, no path. Raises WrongSetting."""
    word = text_of(name, default).rstrip("/")
    message = f"DEPESCHE_{name}={word}: write an address like https://paper.example, no path."
    parts = _parts_of(word, message)
    more = parts.path or parts.query or parts.fragment or parts.username
    if parts.scheme not in {"http", "https"} or not parts.hostname or more:
        raise WrongSetting(message)
    return word


def _parts_of(word: str, message: str) -> SplitResult:
    """Take an address apart, its port included. Raises WrongSetting with `message`."""
    try:
        parts = urlsplit(word)
        if parts.port == 0:
            raise WrongSetting(message)
    except ValueError:  # from None: what Python says of it may hold a piece of a password
        raise WrongSetting(message) from None
    return parts


def hosts_of(name: str) -> list[str]:
    """Return host names. Raises WrongSetting."""
    for word in words_of(name):
        if not HOST.fullmatch(word):
            message = f"DEPESCHE_{name}: {word} is no host name. Write it like www.paper.example."
            raise WrongSetting(message)
    return words_of(name)


def zone_of(name: str, default: str) -> str:
    """Return the name of a time zone. Raises WrongSetting."""
    word = text_of(name) or default
    try:
        ZoneInfo(word)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        message = f"DEPESCHE_{name}={word}: write a time zone like Europe/Berlin."
        raise WrongSetting(message) from wrong
    return word


def time_zones_of_places() -> list[str]:
    """Return the zones that a colleague may live in: those named for a place, and UTC.

    A machine knows more (`localtime`, `Factory`), of which no browser has heard.
    """
    return sorted(
        zone for zone in available_timezones() if zone == "UTC" or zone.startswith(PARTS_OF_EARTH)
    )


def place_of(name: str, default: str) -> tuple[str, int]:
    """Return address and port. Raises WrongSetting."""
    word = text_of(name) or default
    host, _colon, port = word.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) <= HIGHEST_PORT:
        message = f"DEPESCHE_{name}={word}: write ADDRESS:PORT, like 127.0.0.1:8000."
        raise WrongSetting(message)
    return host.strip("[]"), int(port)


def database_parts(name: str) -> dict[str, Any]:
    """Return what Django is to know of `postgresql://user:password@host:port/name`; else nothing.

    Raises WrongSetting.
    """
    word = text_of(name)
    if "://" not in word:
        return {}
    message = (
        f"DEPESCHE_{name}: write a path, or postgresql://user:password@host:port/name; "
        "in a password write / ? # [ ] % as %2F %3F %23 %5B %5D %25."
    )
    parts = _parts_of(word, message)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise WrongSetting(message)
    return {
        "NAME": unquote(parts.path.lstrip("/")) or "depesche",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
    }


def networks_of(name: str) -> list[IPv4Network | IPv6Network]:
    """Read networks like `10.1.0.0/16`; a lone address is a network of one. Raises WrongSetting."""
    try:
        return [ip_network(word) for word in words_of(name)]
    except ValueError as wrong:
        message = f"DEPESCHE_{name}: {wrong}. Write networks like 10.1.0.0/16, with commas between."
        raise WrongSetting(message) from wrong


def seconds_of(name: str, default: str) -> list[int]:
    """Read whole seconds like `2,30`. Raises WrongSetting."""
    words = words_of(name, default)
    if not all(word.isdigit() for word in words):
        message = f"DEPESCHE_{name}: write whole seconds, with commas between."
        raise WrongSetting(message)
    return sorted(int(word) for word in words)


def edges_of(name: str) -> list[tuple[str, str]]:
    """Read caches in front of the paper, `varnish=http://127.0.0.1:6081`. Raises WrongSetting."""
    pairs = []
    for word in words_of(name):
        kind, _equals, url = word.partition("=")
        parts = urlsplit(url)
        if kind not in EDGE_KINDS or parts.scheme not in {"http", "https"} or not parts.hostname:
            message = f"DEPESCHE_{name}={word}: write {', '.join(EDGE_KINDS)}, then =http://…"
            raise WrongSetting(message)
        pairs.append((kind, url))
    return pairs


def mail_settings() -> dict[str, Any]:
    """Return Django's mail settings for `DEPESCHE_MAIL`: `smtp://user:password@host:port`.

    Raises WrongSetting.
    """
    word = text_of("MAIL")
    if not word:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    message = (
        "DEPESCHE_MAIL: write smtp://, smtp+tls:// or smtps://user:password@host:port; "
        "in a password write / ? # [ ] % as %2F %3F %23 %5B %5D %25."
    )
    parts = _parts_of(word, message)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        raise WrongSetting(message)
    return {
        "EMAIL_BACKEND": "depesche.desk.post.LaterBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }
