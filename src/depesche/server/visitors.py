"""Visitors: who counts as a reader, and from which other house they came. Pure.

The list is short on purpose: programs that say what they are. One that passes itself off as a
browser is counted; no trick against readers (fingerprints, scripts, cookies) is used to find it.
"""

import re
from collections.abc import Collection

BROWSERS = ("Mozilla/", "Opera/", "Lynx/", "w3m/", "ELinks/", "Links ", "Dillo/", "NetSurf/")
# what programs that begin like a browser say about themselves; CUBOT makes telephones
MACHINES = re.compile(
    r"(?<!cu)bot(?:\b|_)|crawl|spider|slurp|scrap|archiv|fetch|prerender|preview|validat|"
    r"monitor|uptime|pingdom|checkly|lighthouse|headless|phantomjs|selenium|puppeteer|"
    r"playwright|facebookexternalhit|whatsapp|embedly|google-|-google|googleother|"
    r"mediapartners|feed|\brss|https?://|python|curl|wget|java/|okhttp|go-http|axios",
    re.IGNORECASE,
)
HOST = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.[a-z][a-z0-9-]{0,61}[a-z0-9]")
LABELS = 3  # of a host that are kept: an address of its own for each letter would name its reader
LONGEST_HOST = 100


def is_person(user_agent: str) -> bool:
    """Tell whether a browser asks, as far as it says itself; who says nothing is a program."""
    return user_agent.startswith(BROWSERS) and MACHINES.search(user_agent) is None


def host_of(authority: str, own: Collection[str]) -> str:
    """Return the host in `user@host:port` of a referring page: lower case, its last three labels.

    Empty for the paper itself, for numbers and for names without a dot: those are machines in
    somebody's own network.
    """
    host = authority.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    if host in own or len(host) > LONGEST_HOST or HOST.fullmatch(host) is None:
        return ""
    kept = ".".join(host.removeprefix("www.").split(".")[-LABELS:])
    return kept.removeprefix("www.")
