"""A feed of our own making, without a database: two stories, a picture, all that we write."""

from datetime import UTC, datetime, timedelta

from depesche.feeds.entries import Enclosure, Entry, Feed

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
HOST = "https://paper.example"


def make_entry(code: str = "a1", *, at: datetime = NOON, **fields) -> Entry:
    return Entry(
        **{
            "identity": f"{HOST}/k/{code}",
            "url": f"{HOST}/politik/story-{code}/",
            "title": "Pegel & Deich",
            "summary": "Am <Hafen> & darüber.",
            "published_at": at,
            "updated_at": at,
            "authors": ("Jo Author",),
            "categories": ("Politik",),
            **fields,
        }
    )


def make_feed(**fields) -> Feed:
    picture = Enclosure(f"{HOST}/media/pegel.jpg", 4096, "image/jpeg", "Jo Kern")
    first = make_entry("a1", updated_at=NOON + timedelta(hours=1), enclosure=picture, rights="© Jo")
    second = make_entry("b2", at=NOON - timedelta(hours=1), title="Zwei", summary="Text.")
    return Feed(
        **{
            "title": "Flussbote",
            "subtitle": "Nachrichten",
            "url": f"{HOST}/",
            "feed_url": f"{HOST}/feed",
            "language": "de",
            "updated_at": NOON,
            "copyright_line": "© Flussbote",
            "publisher": "Flussbote",
            "icon_url": f"{HOST}/static/icon.png",
            "entries": (first, second),
            **fields,
        }
    )
