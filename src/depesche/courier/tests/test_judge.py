import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.courier.fetch import fetch
from depesche.courier.judge import is_global, judge_address
from depesche.courier.refusals import CourierFailed, CourierRefused

# sixty ways to write an address that the courier must not go to
REFUSED_URLS = [
    "file:///etc/passwd",
    "ftp://example.org/",
    "gopher://127.0.0.1:25/_HELO",
    "dict://127.0.0.1:11211/stat",
    "data:text/html,hello",
    "javascript:alert(1)",
    "//127.0.0.1/",
    "127.0.0.1",
    "",
    "http://",
    "http:///path",
    "http:example.org",
    "http://[::1",
    "http://user@example.org/",
    "http://user:secret@example.org/",
    "http://example.org:secret@127.0.0.1/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org /",
    "http://example.org/\r\nX-Bad: 1",
    "http://exam\tple.org/",
    "http://127.0.0.1\x00.example.org/",
    "http://example.org:22/",
    "http://example.org:0/",
    "https://example.org:8443/",
    "http://example.org:6379/",
    "http://127.0.0.1/",
    "http://127.0.0.1:80/",
    "https://127.0.0.1/",
    "http://127.0.0.1./",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0X7F.1/",
    "http://0177.0.0.1/",
    "http://0x7f.0x0.0x0.0x1/",
    "http://127.000.000.001/",
    "http://4294967296/",
    "http://999999999999999999999/",
    "http://%31%32%37.0.0.1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://10.0.0.1/",
    "http://172.16.5.4/",
    "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/",
    "http://192.0.0.192/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://239.255.255.250/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://192.88.99.1/",
    "http://[::]/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:8.8.8.8]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:4136:e378::1]/",
    "http://[2001:db8::1]/",
    "http://[3fff::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fc00::1]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[::1]:80/",
    "http://" + "a" * 2100 + ".example/",
]
LEADS_INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "::1",
    "::ffff:10.0.0.1",
    "fe80::1%eth0",
    "fd00::1",
    "64:ff9b::a9fe:a9fe",
    "100.100.100.100",
]


def nobody(_host, _port):
    """Resolve nothing: an address that gets as far as the resolver would be a public one."""
    return ["93.184.216.34"]


@pytest.mark.parametrize("url", REFUSED_URLS, ids=range(len(REFUSED_URLS)))
def test_the_courier_does_not_go_to(url):
    with pytest.raises(CourierRefused):
        fetch(url, resolve=nobody)


@pytest.mark.parametrize("inside", LEADS_INSIDE)
@pytest.mark.parametrize("host", ["localhost", "paper.example", "metadata.google.internal"])
def test_a_name_that_leads_inside_is_refused(host, inside):
    with pytest.raises(CourierRefused):
        fetch(f"https://{host}/", resolve=lambda _host, _port: [inside])


def test_one_inner_address_among_public_ones_spoils_the_name():
    with pytest.raises(CourierRefused):
        fetch("http://paper.example/", resolve=lambda _host, _port: ["93.184.216.34", "10.0.0.1"])


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "2a00::1"])
def test_public_addresses_are_open_on_the_web_s_two_ports(address):
    number = ipaddress.ip_address(address)
    assert judge_address(number, 80, allow=[])
    assert judge_address(number, 443, allow=[])
    assert not judge_address(number, 8080, allow=[])


def test_a_network_of_the_house_is_open_on_every_port():
    house = [ipaddress.ip_network("10.5.0.0/16")]
    assert judge_address(ipaddress.ip_address("10.5.1.1"), 9000, allow=house)
    assert not judge_address(ipaddress.ip_address("10.6.1.1"), 80, allow=house)


@given(inner=st.ip_addresses(v=4))
def test_no_tunnel_makes_an_inner_address_public(inner):
    number = int(inner)
    for tunnel in (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x0064FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
        ipaddress.IPv6Address(number),
    ):
        assert not is_global(tunnel)


@given(st.ip_addresses())
def test_whatever_is_private_is_never_global(address):
    if address.is_private or address.is_multicast or address.is_loopback or address.is_link_local:
        assert not is_global(address)


@given(url=st.text(max_size=80) | st.text(max_size=60).map("http://{}".format))
def test_no_text_makes_the_courier_stumble(url):
    def inside(_host, _port):
        return ["127.0.0.1"]

    with pytest.raises(CourierFailed):
        fetch(url, resolve=inside)
