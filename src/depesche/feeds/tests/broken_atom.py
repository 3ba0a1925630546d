"""How our Atom would break each rule: `(rule, what stands there, what would stand instead)`."""

FEED, ENTRY = "</feed>", "</entry>"
NAMESPACE = 'xmlns="http://www.w3.org/2005/Atom"'
SUMMARY = '<summary type="html">Am &amp;lt;Hafen&amp;gt; &amp;amp; darüber.</summary>'
ID = "<id>https://paper.example/k/a1</id>"
TITLE = "<title>Pegel &amp; Deich</title>"
UPDATED = "<updated>2025-03-14T13:00:00+00:00</updated>"
ALTERNATE = '<link href="https://paper.example/politik/story-a1/" rel="alternate"/>'
SELF = '<link href="https://paper.example/feed" rel="self"/>'
CATEGORY = '<category term="Politik"/>'
PERSON = "<author><name>Jo Author</name></author>"
ICON = "<icon>https://paper.example/static/icon.png</icon>"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def date(text: str) -> str:
    return f"<updated>{text}</updated>"


def person(rest: str) -> str:
    return f"<author><name>Jo Author</name>{rest}</author>"


def xhtml(inside: str) -> str:
    return f'<summary type="xhtml"><div {XHTML}>{inside}</div></summary>'


def identity(text: str) -> str:
    return f"<id>{text}</id>"


BROKEN_ATOM = [
    ("AttrNotBlank", "<title>Pegel", '<title type="">Pegel'),
    ("AttrNotBlank", CATEGORY, '<category term=""/>'),
    (
        "AvoidNamespacePrefix",
        SUMMARY,
        xhtml('<x:b xmlns:x="http://www.w3.org/1999/xhtml">da</x:b>'),
    ),
    ("BadCharacters", "Jo Author", "Jo\x80 Author"),
    ("ContainsHTML", "Jo Author", "&lt;b&gt;Jo&lt;/b&gt; Author"),
    ("ContainsRelRef", SUMMARY, xhtml('<a href="/da/">da</a>')),
    ("ContainsUndeclaredHTML", "Pegel &amp; Deich", "Pegel &lt;i&gt;Deich&lt;/i&gt;"),
    ("ContentNotEmpty", SUMMARY, f'{SUMMARY}<content type="image/png" src="a:b">x</content>'),
    ("DangerousStyleAttr", SUMMARY, xhtml('<p style="float: none; background: url(a:b)">da</p>')),
    ("DuplicateAtomLink", ALTERNATE, ALTERNATE * 2),
    ("DuplicateElement", ID, ID * 2),
    ("DuplicateElement", TITLE, TITLE * 2),
    ("DuplicateElement", UPDATED, UPDATED * 2),
    ("DuplicateElement", ICON, ICON * 2),
    ("DuplicateElement", PERSON, person("<uri>a:b</uri><uri>a:b</uri>")),
    ("DuplicateEntries", ENTRY, f"{ENTRY}<entry>{ID}{UPDATED}</entry>"),
    ("DuplicateIds", "k/b2", "k/a1"),
    ("DuplicateUpdated", "<updated>2025-03-14T11:00:00+00:00</updated>", UPDATED),
    ("ImplausibleDate", UPDATED, date("1887-03-14T13:00:00+00:00")),
    ("InvalidAddrSpec", PERSON, person("<email>jo@paper.example (Jo)</email>")),
    ("InvalidFullLink", CATEGORY, '<category term="Politik" scheme="tags"/>'),
    ("InvalidFullLink", ID, identity("a1")),
    ("InvalidLanguage", 'xml:lang="de"', 'xml:lang="german"'),
    ("InvalidLanguage", ALTERNATE, ALTERNATE.replace("rel", 'hreflang="german" rel')),
    ("InvalidLink", ICON, f'{ICON}<generator uri="not an address">Depesche</generator>'),
    ("InvalidMIMEType", 'type="image/jpeg"', 'type="jpeg"'),
    ("InvalidMIMEType", SUMMARY, f'<content type="multipart/mixed">x</content>{SUMMARY}'),
    ("InvalidNamespace", NAMESPACE, 'xmlns="http://example.org/atom"'),
    ("InvalidNonNegativeInteger", 'length="4096"', 'length="4 kB"'),
    ("InvalidRFC3339Date", UPDATED, date("2025-03-14T13:00:00")),
    ("InvalidRFC3339Date", UPDATED, date("2025-03-14 13:00:00Z")),
    ("InvalidRFC3339Date", UPDATED, date("2025-02-30T13:00:00Z")),
    ("InvalidRFC3339Date", UPDATED, date("2025-03-14T13:00:00+0100")),
    ("InvalidRFC3339Date", UPDATED, date("2025-03-14T25:00:00Z")),
    ("InvalidRFC3339Date", UPDATED, date("Fri, 14 Mar 2025 12:00:00 GMT")),
    ("InvalidTAG", ID, identity("tag:paper.example,2025-3-14:a1")),
    ("InvalidTextType", "<title>Pegel", '<title type="text/plain">Pegel'),
    ("InvalidURN", ID, identity("urn:-paper:a1")),
    ("InvalidUriChar", "story-a1", "story a1"),
    ("InvalidXmlContent", SUMMARY, f'<content type="image/svg+xml">x</content>{SUMMARY}'),
    ("MissingAttribute", CATEGORY, "<category/>"),
    ("MissingContentOrAlternate", ALTERNATE, ""),
    ("MissingElement", ID, ""),
    ("MissingElement", TITLE, ""),
    ("MissingElement", UPDATED, ""),
    ("MissingElement", PERSON, "<author/>"),
    ("MissingElement", "<author><name>Flussbote</name></author>", "", (PERSON, "")),
    ("MissingElement", SUMMARY, '<content type="image/png" src="a:b"/>'),
    ("MissingHref", ALTERNATE, "<link/>"),
    ("MissingNamespace", NAMESPACE, ""),
    ("MissingNamespace", SUMMARY, xhtml('<b xmlns="">da</b>')),
    ("MissingSelf", SELF, ""),
    ("MissingTypeAttr", SUMMARY, f'{SUMMARY}<content src="a:b"/>'),
    ("MissingXhtmlDiv", SUMMARY, '<summary type="xhtml">da</summary>'),
    ("NonCanonicalURI", ID, identity("HTTPS://paper.example/k/a1")),
    ("NonCanonicalURI", ID, identity("https://paper.example/k/%c3%a4")),
    ("NotBase64", SUMMARY, f'<content type="image/png">ä</content>{SUMMARY}'),
    ("NotBlank", "<name>Jo Author", "<name>"),
    ("NotBlank", TITLE, "<title/>"),
    ("NotHtml", SUMMARY, xhtml("<hafen/>")),
    ("ObsoleteNamespace", NAMESPACE, 'xmlns="http://purl.org/atom/ns#"'),
    ("RelativeSelf", SELF, '<link href="feed" rel="self"/>'),
    ("SAXError", ENTRY, ""),
    ("SchemeNotIANARegistered", ID, identity("paper:a1")),
    ("SecurityRisk", SUMMARY, '<summary type="html">&lt;iframe src="a:b"&gt;</summary>'),
    ("SecurityRisk", SUMMARY, xhtml("<script>1</script>")),
    ("SecurityRiskAttr", SUMMARY, xhtml('<p onclick="1">da</p>')),
    ("UndefinedElement", ENTRY, f"<pubDate/>{ENTRY}"),
    ("UndefinedElement", "<name>Jo Author", "<name>Jo Author<b/>"),
    ("UndeterminableVocabulary", ENTRY, f'<x xmlns=""/>{ENTRY}'),
    ("UnexpectedAttribute", TITLE, TITLE.replace("<title", '<title mode="escaped"')),
    ("UnexpectedText", "<entry>", "<entry>News"),
    ("UnexpectedWhitespace", ID, identity(" https://paper.example/k/a1 ")),
    ("UnexpectedWhitespace", UPDATED, date("2025-03-14T13:00:00Z ")),
    ("UnknownNamespace", ENTRY, f'<x xmlns="urn:x:y"/>{ENTRY}'),
    ("UnregisteredAtomLinkRel", 'rel="enclosure"', 'rel="picture"'),
    ("UriNotIri", "story-a1", "störy-a1"),
]
