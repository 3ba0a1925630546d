"""The Jinja2 environment of readers' pages."""

from typing import Any

from jinja2 import Environment


def environment(**options: Any) -> Environment:
    """Return the environment with the portal's filters; Django calls it once."""
    return Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 Django hands autoescape=True in
