import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.server.peers import NotANetwork, Trust, parse_address, peer_of

PROXY = Trust.of(["10.0.0.0/8", "::1"])


def who(client, forwarded_for="", forwarded_proto="", trust=PROXY):
    peer = peer_of(
        client, "http", forwarded_for=forwarded_for, forwarded_proto=forwarded_proto, trust=trust
    )
    return peer.address, peer.scheme


@pytest.mark.parametrize(
    ("client", "forwarded_for", "address"),
    [
        ("203.0.113.5:999", "6.6.6.6", "203.0.113.5"),
        ("10.0.0.1:999", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.1:999", "6.6.6.6, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        ("10.0.0.1:999", "nonsense, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1:999", "", "10.0.0.1"),
        ("[::1]:999", "[2001:db8::5]:80", "2001:db8::5"),
        ("[::ffff:10.0.0.1]:999", "203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_last_address_that_is_no_proxy_of_ours_is_the_readers(client, forwarded_for, address):
    assert who(client, forwarded_for)[0] == address


def test_the_scheme_is_believed_from_a_proxy_alone():
    assert who("10.0.0.1:9", "", "https")[1] == "https"
    assert who("10.0.0.1:9", "", "gopher")[1] == "http"
    assert who("203.0.113.5:9", "", "https")[1] == "http"


def test_the_local_socket_is_a_proxy_only_when_the_setting_says_so():
    assert who("", "203.0.113.5")[0] == ""
    assert who("", "203.0.113.5", trust=Trust.of(["unix"]))[0] == "203.0.113.5"


def test_a_wrong_word_among_the_proxies_is_named():
    with pytest.raises(NotANetwork, match="nginx"):
        Trust.of(["10.0.0.0/8", "nginx"])


@given(st.text(), st.text())
def test_a_stranger_cannot_say_who_they_are(forwarded_for, forwarded_proto):
    assert who("203.0.113.5:1", forwarded_for, forwarded_proto) == ("203.0.113.5", "http")


@given(st.ip_addresses())
def test_every_address_is_read_back(address):
    found = parse_address(str(address))
    assert found in {address, getattr(address, "ipv4_mapped", None)}
