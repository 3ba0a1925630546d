"""How our RSS would break each rule: `(rule, what stands there, what would stand instead)`."""

CHANNEL, ITEM = "</channel>", "</item>"
DATE = "Fri, 14 Mar 2025 12:00:00 +0000</pubDate>"
TEXT = "Am &amp;lt;Hafen&amp;gt; &amp;amp; darüber."
GUID = '<guid isPermaLink="true">https://paper.example/k/a1</guid>'
TITLE = "<title>Pegel &amp; Deich</title>"
IMAGE = "</image>"
ENCLOSURE = '<enclosure length="4096" type="image/jpeg"'
MEDIA = (
    '<media:content medium="image" type="image/jpeg" url="https://paper.example/media/pegel.jpg">'
)
CREDIT = "<media:credit>"
RSS = '<rss version="2.0"'
HEAD = '<?xml version="1.0" encoding="utf-8"?>'


def module(prefix: str, space: str, rest: str) -> str:
    """Return an element of another namespace."""
    return f"<{prefix}:{rest}".replace(">", f' xmlns:{prefix}="{space}">', 1)


def syndication(rest: str) -> str:
    return module("sy", "http://purl.org/rss/1.0/modules/syndication/", rest) + CHANNEL


BROKEN_RSS = [
    ("AvoidTextInput", CHANNEL, f"<textInput><title>x</title></textInput>{CHANNEL}"),
    ("BadCharacters", "Politik", "Poli\x93tik"),
    ("BadXmlVersion", HEAD, HEAD.replace("1.0", "1.1")),
    ("ContainsHTML", "Pegel &amp; Deich", "Pegel &lt;b&gt;Deich&lt;/b&gt;"),
    ("ContainsHTML", "Pegel &amp; Deich", "Pegel &amp;amp; Deich"),
    ("ContainsHTML", "<category>Politik", "<category>R&amp;#252;ckblick"),
    ("ContainsRelRef", TEXT, "&lt;a href=&quot;/da/&quot;&gt;da&lt;/a&gt;"),
    ("DangerousStyleAttr", TEXT, "&lt;p style='position:fixed'&gt;da&lt;/p&gt;"),
    ("DangerousStyleAttr", TEXT, "&lt;p style='color: expression(1)'&gt;da&lt;/p&gt;"),
    ("DuplicateDescriptionSemantics", ITEM, f"<atom:summary>x</atom:summary>{ITEM}"),
    ("DuplicateElement", TITLE, TITLE * 2),
    ("DuplicateElement", CHANNEL, f"<language>de</language>{CHANNEL}"),
    ("DuplicateElement", CHANNEL, f"<ttl>5</ttl>{CHANNEL}"),
    ("DuplicateEnclosure", ENCLOSURE, f'<enclosure length="1" type="a/b" url="a:b"/>{ENCLOSURE}'),
    ("DuplicateIds", "k/b2", "k/a1"),
    ("DuplicateItemSemantics", ITEM, f"<dc:date>2025-03-14</dc:date>{ITEM}"),
    ("DuplicateSemantics", CHANNEL, f"<dc:language>de</dc:language>{CHANNEL}"),
    ("EightDaysAWeek", CHANNEL, f"<skipDays>{'<day>Monday</day>' * 8}</skipDays>{CHANNEL}"),
    ("EmailFormat", ITEM, f"<author>Jo &lt;jo@paper.example&gt;</author>{ITEM}"),
    (
        "ImageLinkDoesntMatch",
        "<link>https://paper.example/</link></image>",
        f"<link>a:b</link>{IMAGE}",
    ),
    ("ImageTitleDoesntMatch", "</url><title>Flussbote", "</url><title>Anders"),
    ("ImageUrlFormat", "icon.png", "icon.svg"),
    ("ImplausibleDate", DATE, DATE.replace("Fri, ", "").replace("2025", "1776")),
    ("ImplausibleDate", DATE, DATE.replace("Fri, ", "").replace("2025", "2030")),
    ("IncorrectDOW", DATE, DATE.replace("Fri", "Mon")),
    ("InvalidCloud", CHANNEL, f'<cloud domain="" port="x"/>{CHANNEL}'),
    ("InvalidContact", ITEM, f"<author>Jo Author</author>{ITEM}"),
    ("InvalidCreditRole", CREDIT, '<media:credit role="Photographer">'),
    ("InvalidDay", CHANNEL, f"<skipDays><day>Montag</day></skipDays>{CHANNEL}"),
    ("InvalidFloat", MEDIA, MEDIA.replace("medium", 'framerate="fast" medium')),
    ("InvalidFullLink", 'href="https://paper.example/feed"', 'href="https:///feed"'),
    ("InvalidHeight", IMAGE, f"<height>401</height>{IMAGE}"),
    ("InvalidHour", CHANNEL, f"<skipHours><hour>24</hour></skipHours>{CHANNEL}"),
    ("InvalidHttpGUID", GUID, '<guid isPermaLink="true">a1</guid>'),
    ("InvalidInteger", "<ttl>5", "<ttl>five"),
    ("InvalidIntegerAttribute", ENCLOSURE, ENCLOSURE.replace("4096", "4 kB")),
    ("InvalidLanguage", "<language>de", "<language>deutsch"),
    ("InvalidLanguage", "<language>de", "<language>qz"),
    ("InvalidLanguage", "<language>de", "<language>de-XX"),
    ("InvalidLink", "<link>https://paper.example/politik/", "<link>/politik/"),
    ("InvalidMIMEAttribute", ENCLOSURE, ENCLOSURE.replace("image/jpeg", "jpeg")),
    ("InvalidMIMEAttribute", MEDIA, MEDIA.replace("image/jpeg", "jpeg")),
    ("InvalidMIMEType", 'rel="self"', 'rel="self" type="rss"'),
    ("InvalidMediaMedium", MEDIA, MEDIA.replace('"image"', '"picture"')),
    ("InvalidMediaExpression", MEDIA, MEDIA.replace("medium", 'expression="all" medium')),
    ("InvalidMediaHash", CREDIT, f"<media:hash>abc</media:hash>{CREDIT}"),
    (
        "InvalidMediaRestriction",
        CREDIT,
        f'<media:restriction relationship="deny">x</media:restriction>{CREDIT}',
    ),
    ("InvalidMediaTextType", CREDIT, f'<media:title type="md">x</media:title>{CREDIT}'),
    ("InvalidNonNegativeInteger", ENCLOSURE, ENCLOSURE.replace("4096", "-1")),
    ("InvalidNPTTime", CREDIT, f'<media:thumbnail url="a:b" time="noon"/>{CREDIT}'),
    ("InvalidRFC2822Date", DATE, "2025-03-14T12:00:00Z</pubDate>"),
    ("InvalidRFC2822Date", DATE, "Fr, 14 Mär 2025 12:00:00 +0000</pubDate>"),
    ("InvalidRFC2822Date", DATE, "31 Feb 2025 12:00:00 GMT</pubDate>"),
    ("InvalidTAG", GUID, "<guid>tag:paper.example:a1</guid>"),
    ("InvalidTrueFalse", GUID, GUID.replace("true", "yes")),
    ("InvalidURN", GUID, "<guid>urn:a</guid>"),
    ("InvalidUpdatePeriod", CHANNEL, syndication("updatePeriod>often</sy:updatePeriod>")),
    ("InvalidUriChar", "pegel.jpg", "der pegel.jpg"),
    ("InvalidVersion", RSS, '<rss version="3.0"'),
    ("InvalidW3CDTFDate", CHANNEL, f"<dc:date>14.3.2025</dc:date>{CHANNEL}"),
    ("InvalidWidth", IMAGE, f"<width>145</width>{IMAGE}"),
    ("ItemMustContainTitleOrDescription", ITEM, f"{ITEM}<item><guid>a:b</guid></item>"),
    ("MediaGroupWithoutAlternatives", ITEM, f"<media:group/>{ITEM}"),
    ("MissingAttribute", RSS, "<rss"),
    ("MissingAttribute", ENCLOSURE, '<enclosure type="image/jpeg"'),
    ("MissingAttribute", ENCLOSURE, '<enclosure length="4096"'),
    ("MissingAttribute", MEDIA, '<media:content medium="image">'),
    ("MissingDescription", "<description>Nachrichten</description>", ""),
    ("MissingElement", CHANNEL, f"<skipDays/>{CHANNEL}"),
    ("MissingGuid", GUID, ""),
    ("MissingHref", 'href="https://paper.example/feed"', ""),
    ("MissingLink", "<link>https://paper.example/</link>", ""),
    ("MissingRealName", ITEM, f"<author>jo@paper.example</author>{ITEM}"),
    ("MissingSelf", 'rel="self"', 'rel="related"'),
    ("MissingTitle", "<title>Flussbote</title>", ""),
    ("MissingUrl", "<url>https://paper.example/static/icon.png</url>", ""),
    (
        "NeedDescriptionBeforeContent",
        f"<description>{TEXT}",
        f"<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>x</c:encoded><description>{TEXT}",
    ),
    ("NonCanonicalURI", GUID, "<guid>https://Paper.example/k/a1</guid>"),
    ("NonCanonicalURI", GUID, "<guid>https://paper.example:443/k/a1</guid>"),
    ("NonCanonicalURI", GUID, "<guid>https://paper.example/k/../a1</guid>"),
    ("NonCanonicalURI", GUID, "<guid>https://paper.example/%61</guid>"),
    ("NonCanonicalURI", GUID, "<guid>https://paper.example</guid>"),
    ("NonstdEncoding", HEAD, HEAD.replace("utf-8", "iso-8859-1")),
    ("NotBlank", "<media:credit>Jo Kern", "<media:credit>"),
    ("NotBlank", TITLE, "<title> </title>"),
    ("NotBlank", "<dc:creator>Jo Author", "<dc:creator>"),
    ("NotEnoughHoursInTheDay", CHANNEL, f"<skipHours>{'<hour>1</hour>' * 25}</skipHours>{CHANNEL}"),
    ("NotHtml", TEXT, "&lt;a href="),
    ("NotHtml", TEXT, "&lt;p&gt;da&lt;/div&gt;"),
    ("NotHtml", TEXT, "&lt;hafen&gt;"),
    ("ProblematicalRFC822Date", DATE, DATE.replace("2025", "25")),
    ("ProblematicalRFC822Date", DATE, DATE.replace("+0000", "+0117")),
    ("ProblematicalRFC822Date", DATE, DATE.replace("+0000", "MEZ")),
    ("RelativeSelf", 'href="https://paper.example/feed"', 'href="/feed"'),
    ("SAXError", ITEM, ""),
    ("SchemeNotIANARegistered", GUID, "<guid>paper:a1</guid>"),
    ("SecurityRisk", TEXT, "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("SecurityRisk", TEXT, "&lt;a href='javascript:alert(1)'&gt;da&lt;/a&gt;"),
    ("SecurityRiskAttr", TEXT, "&lt;img src='a:b' onerror='alert(1)'&gt;"),
    ("UndefinedElement", ITEM, f"<updated>x</updated>{ITEM}"),
    ("UndefinedElement", ITEM, f"<dc:author>x</dc:author>{ITEM}"),
    ("UndefinedNamedEntity", "Politik", "R&uuml;ckblick"),
    ("UnexpectedAttribute", "<channel>", '<channel lang="de">'),
    ("UnexpectedText", "<channel>", "<channel>News"),
    ("UnexpectedWhitespace", GUID, GUID.replace("</", " </")),
    ("UnknownNamespace", ITEM, f'<x:y xmlns:x="urn:x:y"/>{ITEM}'),
    ("UnregisteredAtomLinkRel", 'rel="self"', 'rel="myself"'),
    (
        "UnsupportedNamespace",
        ITEM,
        f'<i:x xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"/>{ITEM}',
    ),
    ("UriNotIri", GUID, "<guid>https://paper.example/k/ä</guid>"),
]
