"""The judge of our feeds against the W3C validator's own samples: it finds what it should."""

import re
from pathlib import Path

import pytest

from depesche.feeds.tests.judge import judge

CORPUS = Path(__file__).parents[5] / "shared/samples/feeds/feedvalidator"
EXPECTED = re.compile(r"Expect(?:ation)?:\s*(!?)(\w+)(?:\{([^}]*)\})?")
# what the judge does not judge, and why
OUT_OF_SCOPE = {
    "ext/app": "documents of the publishing protocol: we publish no Atom service",
    "ext/feedsync": "synchronising feeds with each other: we do not",
    "ext/fh": "archived feeds (RFC 5005): our feeds are not paged",
    "ext/itunes": "podcasts: we have none",
    "opensearch": "descriptions of a search: no feeds",
    "atom/must/feed_info_no_html_cdata.xml": "an element of Atom 0.3, undefined in 1.0",
}


def is_in_scope(path):
    return not any(path == each or path.startswith(f"{each}/") for each in OUT_OF_SCOPE)


SAMPLES = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.xml"))
JUDGED = [path for path in SAMPLES if is_in_scope(path)]
pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the samples are not beside this clone"),
]


def expectation(text):
    found = EXPECTED.search(text)
    assert found, "the sample says nothing of what is to be seen"
    negated, rule, details = found.groups()
    wanted = dict(pair.split(":", 1) for pair in (details or "").split(",") if pair)
    return not negated, rule, wanted


def says(findings, rule, wanted):
    """Return whether one of the findings is the wanted one; `Error` stands for any error."""
    return any(
        (each.level == "error" if rule == "Error" else each.rule == rule) and each.is_about(wanted)
        for each in findings
    )


@pytest.mark.parametrize("path", JUDGED)
def test_the_judge_sees_what_the_sample_shows(path):
    data = (CORPUS / path).read_bytes()
    is_to_be_seen, rule, wanted = expectation(data.decode("latin-1"))
    findings = judge(data)
    assert says(findings, rule, wanted) == is_to_be_seen, findings


@pytest.mark.parametrize("folder", ["atom", "rss20", "rss", "ext"])
def test_most_of_each_folder_is_judged(folder):
    inside = [path for path in SAMPLES if path.startswith(f"{folder}/")]
    share = sum(map(is_in_scope, inside)) / len(inside)
    print(f"{folder}: {share:.1%} of {len(inside)} samples judged")  # noqa: T201 # for `pytest -s`
    assert share >= (0.6 if folder == "ext" else 0.99)


def test_nothing_is_out_of_scope_that_is_not_there():
    for each in OUT_OF_SCOPE:
        assert (CORPUS / each).exists()
