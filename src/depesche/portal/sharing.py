"""Share links: plain addresses, no script of anybody, nothing asked before the reader clicks."""

from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

from depesche.portal.contracts import Link


def share_links(headline: str, url: str) -> tuple[Link, ...]:
    """Return the ways to pass a story on."""
    both = f"{headline} {url}"
    mail = urlencode({"subject": headline, "body": url}, quote_via=quote)
    return (
        Link(name=_("E-mail"), path=f"mailto:?{mail}"),
        Link(name="WhatsApp", path=f"https://wa.me/?{_query(text=both)}"),
        Link(name="Telegram", path=f"https://t.me/share/url?{_query(url=url, text=headline)}"),
        Link(name="Mastodon", path=f"https://share.joinmastodon.org/#{_query(text=both)}"),
        Link(name="Bluesky", path=f"https://bsky.app/intent/compose?{_query(text=both)}"),
    )


def _query(**parts: str) -> str:
    return urlencode(parts, quote_via=quote)
