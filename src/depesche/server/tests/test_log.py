import logging

from hypothesis import given
from hypothesis import strategies as st

from depesche.server.log import EventLine


def line_of(event, **known):
    record = logging.makeLogRecord({"name": "depesche.wire", "levelname": "INFO", "msg": event})
    vars(record).update(known)
    return EventLine().format(record)


def test_an_event_is_one_line_with_what_is_known():
    line = line_of("follower.failed", follower="index", dispatch=3, note="two words")
    assert line.endswith(
        'info depesche.wire follower.failed dispatch=3 follower=index note="two words"'
    )


def test_objects_are_left_out_for_they_know_too_much():
    assert "reader" not in line_of("letter.sent", reader=object())


@given(st.text(), st.text())
def test_nobody_from_outside_begins_a_line_of_their_own(event, path):
    line = line_of(event.replace("%", "%%"), path=path)
    assert len(line.splitlines()) == 1
