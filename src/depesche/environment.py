"""Environment: what an operator set for this newspaper, read and checked value by value.

`DEPESCHE_HOME` names the newspaper's folder. Its `depesche.env` (written by `depesche new`) is read
first, the process's own environment wins. What is set where: `settings.py`.
"""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class WrongSetting(Exception):
    """A setting that cannot be read; the message says what to write instead."""


def _read_env_file(path: Path) -> dict[str, str]:
    """Read `NAME=value` lines; `#` starts a comment line, quotes around a value are dropped."""
    if not path.is_file():
        return {}
    pairs = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
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


def text_of(name: str, default: str = "") -> str:
    """Return the value of `DEPESCHE_{name}`, `default` where it is not set."""
    return os.environ.get(f"DEPESCHE_{name}", _FILE.get(f"DEPESCHE_{name}", default))


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


def number_of(name: str, default: int, *, least: int = 0) -> int:
    """Return a whole number of at least `least`. Raises WrongSetting."""
    word = text_of(name) or str(default)
    if not word.isdigit() or int(word) < least:
        message = f"DEPESCHE_{name}={word}: write a whole number, {least} or more."
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
    parts = urlsplit(word)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        message = f"DEPESCHE_{name}={word}: write an address like https://paper.example, no path."
        raise WrongSetting(message)
    return word


def networks_of(name: str) -> list[IPv4Network | IPv6Network]:
    """Read networks like `10.1.0.0/16`; a lone address is a network of one. Raises WrongSetting."""
    try:
        return [ip_network(word) for word in words_of(name)]
    except ValueError as wrong:
        message = f"DEPESCHE_{name}: {wrong}. Write networks like 10.1.0.0/16, with commas between."
        raise WrongSetting(message) from wrong


def mail_settings() -> dict[str, Any]:
    """Return Django's mail settings for `DEPESCHE_MAIL`: `smtp://user:password@host:port`.

    Raises WrongSetting.
    """
    word = text_of("MAIL")
    if not word:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(word)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname:
        message = "DEPESCHE_MAIL: write smtp://, smtp+tls:// or smtps://user:password@host:port."
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
