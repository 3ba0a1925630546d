import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.pictures.read_iim import read_iim
from depesche.pictures.read_metadata import Metadata, read_metadata
from depesche.pictures.read_xmp import read_xmp
from depesche.pictures.tests.draw import encode, exif, packet, png_with_xmp, record, with_iim
from depesche.pictures.write_xmp import write_xmp

SAMPLES = Path(__file__).resolve().parents[5] / "shared" / "samples" / "photos"
LONG_CREDIT = "NASA, ESA, Michael Wong (Space Telescope Science Institute, Baltimore)"


def md5(data):
    return hashlib.md5(data, usedforsecurity=False).digest()


def test_the_whole_credit_of_xmp_goes_before_the_cut_one_of_iptc():
    xmp = packet(f"<photoshop:Credit>{LONG_CREDIT}</photoshop:Credit>")
    data = with_iim(encode(xmp=xmp), record(110, LONG_CREDIT[:32].encode()))
    assert read_metadata(data).credit_line == LONG_CREDIT


def test_iptc_alone_is_read():
    data = with_iim(
        encode(),
        record(80, b"Ida Brandt"),
        record(80, b"Jan Voss"),
        record(110, b"Flussbote / Brandt"),
        record(115, b"Flussbote"),
        record(116, "© 2025 Flussbote".encode()),
        record(120, b"The bridge.\rClosed since Monday."),
        record(105, b"Bridge closed"),
        record(40, b"No use in calendars"),
        record(90, b"Holmsiel"),
        record(101, b"Germany"),
        record(55, b"20250314"),
        record(25, b"bridge"),
        record(25, b"traffic"),
        record(25, b"bridge"),
    )
    assert read_metadata(data) == Metadata(
        creator="Ida Brandt, Jan Voss",
        agency="Flussbote",
        credit_line="Flussbote / Brandt",
        copyright_notice="© 2025 Flussbote",
        usage_terms="No use in calendars",
        caption="The bridge.\nClosed since Monday.",
        headline="Bridge closed",
        place="Holmsiel, Germany",
        taken_on=date(2025, 3, 14),
        keywords=("bridge", "traffic"),
    )


@pytest.mark.parametrize(
    ("records", "creator"),
    [
        ([record(90, b"\x1b%G", 1), record(80, "Jörg Müßig".encode())], "Jörg Müßig"),
        ([record(80, "Jörg Müßig".encode())], "Jörg Müßig"),
        ([record(80, "Jörg Müßig".encode("latin-1"))], "Jörg Müßig"),
        ([record(90, b"\x1b%G", 1), record(80, b"J\xf6rg")], "J\ufffdrg"),
        ([record(80, b"Ida\0\0\x07 Brandt \0")], "Ida Brandt"),
    ],
    ids=["marked UTF-8", "unmarked UTF-8", "Latin-1", "broken UTF-8", "control signs"],
)
def test_names_are_read_in_the_file_s_character_set(records, creator):
    assert read_metadata(with_iim(encode(), *records)).creator == creator


def test_iptc_that_was_changed_after_xmp_is_believed():
    xmp = packet("<photoshop:City>Old town</photoshop:City>")
    jpeg = encode(xmp=xmp)
    records = record(90, b"New town")
    in_step = with_iim(jpeg, records, digest=md5(records))
    changed = with_iim(jpeg, records, digest=md5(b"as it was"))
    assert read_metadata(in_step).place == "Old town"
    assert read_metadata(changed).place == "New town"


def test_a_cut_credit_is_not_believed_even_when_it_was_written_later():
    xmp = packet(f"<photoshop:Credit>{LONG_CREDIT}</photoshop:Credit>")
    records = record(110, LONG_CREDIT[:32].encode())
    data = with_iim(encode(xmp=xmp), records, digest=md5(b"as it was"))
    assert read_metadata(data).credit_line == LONG_CREDIT


def test_exif_is_heard_last():
    tags = exif(
        artist="Jörg Müßig; Ida Brandt".encode(),
        copyright="© Flussbote".encode("latin-1"),
        caption="The bridge",
    )
    said = read_metadata(encode(exif=tags))
    assert said.creator == "Jörg Müßig, Ida Brandt"
    assert said.copyright_notice == "© Flussbote"
    assert said.caption == "The bridge"
    xmp = packet("<dc:creator><rdf:Seq><rdf:li>Jan Voss</rdf:li></rdf:Seq></dc:creator>")
    assert read_metadata(encode(exif=tags, xmp=xmp)).creator == "Jan Voss"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-be", "utf-16-le", "utf-16"])
def test_xmp_is_read_in_every_encoding_it_may_have(encoding):
    xmp = packet("<photoshop:Credit>Müßig</photoshop:Credit>").decode().encode(encoding)
    assert read_xmp(xmp)["photoshop:Credit"] == ["Müßig"]


def test_xmp_is_read_whichever_way_it_is_written():
    as_attribute = packet("").replace(b'rdf:about=""', b'rdf:about="" photoshop:Credit="dpa"')
    assert read_metadata(encode(xmp=as_attribute)).credit_line == "dpa"
    languages = packet(
        '<dc:rights><rdf:Alt><rdf:li xml:lang="de">Alle Rechte</rdf:li>'
        '<rdf:li xml:lang="x-default">All rights</rdf:li></rdf:Alt></dc:rights>'
    )
    assert read_metadata(encode(xmp=languages)).copyright_notice == "All rights"
    kind = packet(
        "<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/"
        "trainedAlgorithmicMedia</Iptc4xmpExt:DigitalSourceType>"
    )
    assert read_metadata(encode(xmp=kind)).digital_source_type == "trainedAlgorithmicMedia"
    assert read_metadata(png_with_xmp(as_attribute)).credit_line == "dpa"
    assert read_metadata(encode(kind="webp", xmp=as_attribute)).credit_line == "dpa"
    assert read_metadata(encode(kind="avif", xmp=as_attribute)).credit_line == "dpa"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "https://a b", 'https://a"b', "licence"],
)
def test_a_licence_is_an_address_of_the_web_or_nothing(address):
    xmp = packet("").replace(
        b'rdf:about=""', f"xmpRights:WebStatement='{address}'".encode().replace(b"'", b"&#39;", 0)
    )
    assert read_metadata(encode(xmp=xmp)).licence_url == ""


def test_entities_and_document_types_say_nothing():
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/">&b;</x:xmpmeta>'
    )
    inside = packet("<photoshop:Credit>&file;</photoshop:Credit>")
    outside = b'<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]>' + inside
    for xmp in (bomb, outside, inside, b"<", b"", b"\0" * 99):
        assert read_xmp(xmp) == {}


@given(
    properties=st.binary(max_size=400),
    records=st.lists(st.tuples(st.integers(0, 255), st.binary(max_size=40)), max_size=8),
    tail=st.binary(max_size=40),
)
def test_made_up_metadata_never_makes_us_stumble(properties, records, tail):
    xmp = packet("").replace(b"</rdf:Description>", properties + b"</rdf:Description>")
    raw = [record(dataset, value) for dataset, value in records]
    said = read_metadata(with_iim(encode(xmp=xmp), *raw, tail)).as_json()
    assert "\\u0000" not in json.dumps(said), "PostgreSQL takes no NUL"


@given(data=st.binary(max_size=300), at=st.integers(0, 600), cut=st.integers(0, 900))
def test_a_picture_with_holes_never_makes_us_stumble(data, at, cut):
    whole = with_iim(encode(exif=exif(artist="Ida")), record(80, b"Ida"))
    assert read_metadata((whole[:at] + data + whole[at + len(data) :])[:cut])
    assert isinstance(read_iim(data), dict)
    assert isinstance(read_xmp(data), dict)


class Credited:
    title = "Brücke & <Steg>"
    caption = "A caption\x00 with ]]> signs"
    creator = "Ida Brandt, Jan Voss"
    agency = "Flussbote"
    credit = LONG_CREDIT
    copyright_notice = "© 2025"
    usage_terms = "Once"
    licence_url = "https://creativecommons.org/licenses/by/4.0/"
    digital_source_type = "digitalCapture"


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif"])
def test_what_is_written_is_read_again(kind):
    said = read_metadata(encode(kind=kind, xmp=write_xmp(Credited())))
    assert said.credit_line == LONG_CREDIT
    assert said.creator == "Ida Brandt, Jan Voss"
    assert (said.agency, said.copyright_notice, said.usage_terms) == ("Flussbote", "© 2025", "Once")
    assert said.licence_url == Credited.licence_url
    assert said.caption == "A caption with ]]> signs"
    assert said.headline == "Brücke & <Steg>"
    assert said.digital_source_type == "digitalCapture"


@given(text=st.text(max_size=200))
def test_any_credit_can_be_written(text):
    credited = Credited()
    credited.credit = credited.caption = text
    assert read_xmp(write_xmp(credited)) is not None
    assert "photoshop:Headline" in read_xmp(write_xmp(credited))


def one_of(row, *names):
    """Exiftool's first value of `names`."""
    for name in names:
        value = row.get(name)
        if value:
            return value if isinstance(value, list) else [value]
    return []


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not there")
def test_real_photographs_say_what_exiftool_reads():
    rows = json.loads((SAMPLES / "expected_exiftool.json").read_text())
    assert len(rows) > 20
    for row in rows:
        said = read_metadata((SAMPLES.parent / row["SourceFile"]).read_bytes())
        for told, names in {
            said.credit_line: ("XMP-photoshop:Credit", "IPTC:Credit"),
            said.agency: ("XMP-photoshop:Source", "IPTC:Source"),
            said.caption: ("XMP-dc:Description", "IPTC:Caption-Abstract"),
            said.headline: ("XMP-photoshop:Headline", "IPTC:Headline", "XMP-dc:Title"),
            said.usage_terms: ("XMP-xmpRights:UsageTerms",),
            said.licence_url: ("XMP-xmpRights:WebStatement",),
            said.copyright_notice: ("XMP-dc:Rights", "IPTC:CopyrightNotice"),
            said.creator: ("XMP-dc:Creator", "IPTC:By-line"),
        }.items():
            expected = one_of(row, *names)
            if expected:
                assert told.split() == ", ".join(expected).split(), (row["SourceFile"], names)
        keywords = one_of(row, "XMP-dc:Subject", "IPTC:Keywords")
        assert list(said.keywords) == keywords, row["SourceFile"]
        day = one_of(row, "XMP-photoshop:DateCreated", "IPTC:DateCreated")
        if day:
            assert said.taken_on == date(*map(int, day[0].split(" ")[0].split(":")))


@pytest.mark.samples
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="../shared/samples is not there")
def test_hubble_s_credit_is_whole():
    said = read_metadata((SAMPLES / "iptc" / "nasa-esa-hubble-credit.jpg").read_bytes())
    assert said.credit_line.endswith("and the Jupiter Impact Team")
