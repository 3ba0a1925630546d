"""The index goes on whatever happens to it: lost, broken, old, killed, kept by two."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.change import change_noun
from depesche.articles.publish import unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.search import folder
from depesche.search.ask import Asking, Wanted
from depesche.search.checks import check_index
from depesche.search.compounds import Splitter
from depesche.search.folder import IsBeingRebuilt
from depesche.search.opened import NoIndex, the_index
from depesche.search.rebuild import rebuild_index
from depesche.search.standing import broken_files, standing
from depesche.search.tests.make import a_worker, build_index, read_wire
from depesche.search.typed import read_typed
from depesche.search.write import IndexWriter, IsBeingWritten
from depesche.wire.identity import rename_wire

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings, tmp_path):
    settings.HOME = tmp_path


def count(paper, text="", **wanted):
    return Asking(paper.de).find(Wanted(read_typed(text), **wanted)).count


def place_now():
    counts = folder.current()
    assert counts is not None
    return counts.folder


def say(findings):
    return [(finding.level, finding.message) for finding in findings]


def test_the_worker_makes_the_index_and_keeps_up(paper, article):
    with pytest.raises(NoIndex):
        the_index()
    with a_worker() as worker:
        assert worker.look(timezone.now()) == 0.0
        assert count(paper) == 1
        make_article(paper.politik, title="Noch eine", publish_at=NOON, by=paper.chief)
        assert count(paper, "noch") == 0
        read_wire(worker)
        assert count(paper, "noch") == 1
        unpublish_article(article, by=paper.chief, at=timezone.now())
        read_wire(worker)
        assert count(paper) == 1
        assert the_index().searcher.num_docs == 2  # one story, one place on the wire


def test_a_name_spelt_anew_is_found_with_all_its_stories(paper, monkeypatch):
    monkeypatch.setattr("depesche.search.follow.DEBTS_AT_ONCE", 2)
    person = make_person("Anna Holm")
    for number in range(5):
        make_article(paper.politik, title=f"Nr {number}", publish_at=NOON, people=[person])
    with a_worker() as worker:
        read_wire(worker)
        change_noun(person, by=paper.chief, at=NOON, name="Anna Lind")
        read_wire(worker)
    assert count(paper, "Lind") == 5
    assert count(paper, "Holm") == 0
    assert count(paper, "Lind", kinds=("person",)) == 1


def tear(place):
    for path in place.glob("*.term"):
        path.write_bytes(path.read_bytes()[:20])
    assert broken_files(place)
    assert say(check_index())[0][0] == "warn"


def grow_old(_place):
    told = folder.root() / "current"
    told.write_text(json.dumps({**json.loads(told.read_text()), "mark": "0/0"}))


def lose_files(place):
    for path in place.iterdir():
        path.unlink()


HARMS = {
    "gone": lambda _place: (folder.root() / "current").unlink(),
    "older": grow_old,
    "of another wire": lambda _place: rename_wire(),
    "torn": tear,
    "empty": lose_files,
}


def test_an_index_that_cannot_be_used_is_made_anew(paper, article):
    build_index()
    for harm in HARMS.values():
        place = place_now()
        the_index()
        harm(place)
        with a_worker() as worker:
            read_wire(worker)
        assert place_now() != place
        assert count(paper) == 1
        assert say(check_index())[0][0] == "ok"
    assert any("behind" in line for line in standing())


def test_a_page_met_by_damage_says_so_and_has_it_mended(client, paper, article):
    build_index()
    place = place_now()
    for path in place.glob("*.idx"):
        path.write_bytes(b"")
    assert client.get("/de/search/?q=fluss").status_code == 503
    assert (place / folder.DAMAGED).exists()
    with a_worker() as worker:
        read_wire(worker)
    assert client.get("/de/search/?q=fluss").status_code == 200


def test_two_workers_do_not_write_at_once(paper, article):
    with a_worker() as one, a_worker() as two:
        read_wire(one)
        assert two.look(timezone.now()) > 0.0
        two.hear(())
        with pytest.raises(IsBeingWritten):
            IndexWriter(place_now())
        make_article(paper.politik, title="Noch eine", publish_at=NOON, by=paper.chief)
        two.hear(())
        assert count(paper, "noch") == 0
        one.close()
        two.hear(())
        assert count(paper, "noch") == 1


def test_only_one_makes_the_index_anew_and_readers_go_on(paper, article):
    build_index()
    with folder.rebuilding():
        assert folder.is_being_rebuilt()
        with pytest.raises(IsBeingRebuilt):
            rebuild_index()
        assert count(paper) == 1
    assert not folder.is_being_rebuilt()
    told = []
    rebuild_index(lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0
    assert len([path for path in folder.root().iterdir() if path.is_dir()]) == 1


KILLED = """
import os, sys, tantivy
from pathlib import Path
sys.path.insert(0, {source!r})
import django
django.setup()
from depesche.search.write import IndexWriter
from depesche.search.schema import Entry
writer = IndexWriter(Path({place!r}))
print("open", flush=True)
number = 0
while True:
    number += 1
    writer.add([Entry("article", 10_000 + number, 1, "de", number, "wort", "wort", "wort " * 50)])
    writer.commit(applied=number, debts={{}})
    print(number, flush=True)
"""


@pytest.mark.parametrize("commits", [1, 7])
def test_a_writer_killed_at_any_moment_leaves_what_it_had_committed(paper, article, commits):
    build_index()
    place = place_now()
    source = os.pathsep.join(sys.path)
    code = KILLED.format(source=source.split(os.pathsep)[0], place=str(place))
    environment = {
        **os.environ,
        "PYTHONPATH": source,
        "DJANGO_SETTINGS_MODULE": "depesche.settings",
    }
    child = subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment, text=True
    )
    last = 0
    assert child.stdout is not None
    for line in child.stdout:
        last = int(line) if line.strip().isdecimal() else 0
        if last >= commits:
            os.kill(child.pid, signal.SIGKILL)
            break
    child.wait()
    child.stdout.close()
    applied = the_index().applied
    assert applied >= last  # what was said to be committed is there
    assert the_index().searcher.num_docs == applied + 2
    assert not broken_files(place)
    with IndexWriter(place) as writer:  # its lock died with it
        assert writer.position()[0] == applied


PARTS = Splitter({"haushalt", "bund", "bundes", "plan", "fluss", "wasser", "stand"})


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bundeshaushalt", {"bundes", "haushalt"}),
        ("bundeshaushaltsplan", {"bundes", "haushalt", "plan"}),
        ("flusswasserstand", {"fluss", "wasser", "stand"}),
        ("haushalt", set()),
        ("flussxyz", set()),
    ],
)
def test_long_words_are_taken_apart(word, parts):
    assert set(PARTS.parts(word)) == parts


@given(st.text(alphabet="abcdflnsuhtweor", max_size=60))
def test_parts_are_known_words_and_never_more_than_the_word(word):
    assert set(PARTS.parts(word)) <= PARTS.words


@given(st.text(max_size=400) | st.text(alphabet='"„“- aßé\0\ud800*', max_size=60))
def test_whatever_is_typed_can_be_read_and_says_the_same_again(raw):
    typed = read_typed(raw)
    assert len(typed.clauses) <= 12
    assert typed.text.isprintable()
    assert read_typed(typed.text).clauses == typed.clauses
