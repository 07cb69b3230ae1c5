"""W1: which addresses may be called, as they are typed and as they resolve."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulars.rules.web_addresses import LONGEST, Unfit, is_public, unfit

FIT = [
    "https://hooks.shop.com/in",
    "https://hooks.shop.com",
    "https://hooks.shop.com:443/in?key=1",
    "https://hooks.shop.com:8443/in",
    "https://xn--caf-dma.com/in",
    "https://a.b.c.d.shop.co.uk/x/y/z",
    "https://my_hook.shop.com/",
    "https://10.shop.com/",
    "https://127.0.0.1.nip.io/",  # a name: what it stands for is refused at the call
    "HTTPS://HOOKS.SHOP.COM/IN",
    "https://hooks.shop.com./in",
]
UNFIT = [
    ("", Unfit.NOT_AN_ADDRESS),
    ("hooks.shop.com", Unfit.NOT_AN_ADDRESS),
    ("//hooks.shop.com/in", Unfit.NOT_AN_ADDRESS),
    ("http://hooks.shop.com/in", Unfit.NOT_HTTPS),
    ("ftp://hooks.shop.com/in", Unfit.NOT_HTTPS),
    ("file:///etc/passwd", Unfit.NOT_HTTPS),
    ("gopher://hooks.shop.com:70/_x", Unfit.NOT_HTTPS),
    ("javascript:alert(1)", Unfit.NOT_HTTPS),
    ("data:text/plain,x", Unfit.NOT_HTTPS),
    ("https:///in", Unfit.NOT_AN_ADDRESS),
    ("https://", Unfit.NOT_AN_ADDRESS),
    ("https://hooks.shop.com/in#part", Unfit.NOT_AN_ADDRESS),
    ("https://hooks.shop.com /in", Unfit.NOT_AN_ADDRESS),
    ("https://hooks.shop.com/\r\nHost: x", Unfit.NOT_AN_ADDRESS),
    ("https://hooks.shop.com\\@127.0.0.1/", Unfit.NOT_AN_ADDRESS),
    ("https://hooks.shop.com\t/in", Unfit.NOT_AN_ADDRESS),
    ("https://user:secret@hooks.shop.com/", Unfit.CARRIES_A_NAME),
    ("https://hooks.shop.com@127.0.0.1/", Unfit.CARRIES_A_NAME),
    ("https://127.0.0.1@hooks.shop.com/", Unfit.CARRIES_A_NAME),
    ("https://hooks.shop.com:80/", Unfit.ODD_PORT),
    ("https://hooks.shop.com:22/", Unfit.ODD_PORT),
    ("https://hooks.shop.com:0/", Unfit.ODD_PORT),
    ("https://hooks.shop.com:70000/", Unfit.NOT_AN_ADDRESS),
    ("https://hooks.shop.com:x/", Unfit.NOT_AN_ADDRESS),
    ("https://127.0.0.1/", Unfit.A_NUMBER),
    ("https://127.1/", Unfit.A_NUMBER),
    ("https://127.0.1/", Unfit.A_NUMBER),
    ("https://127.0.0.1./", Unfit.A_NUMBER),
    ("https://0/", Unfit.A_NUMBER),
    ("https://0.0.0.0/", Unfit.A_NUMBER),
    ("https://2130706433/", Unfit.A_NUMBER),
    ("https://0x7f000001/", Unfit.A_NUMBER),
    ("https://0x7f.0.0.1/", Unfit.A_NUMBER),
    ("https://0x7f.1/", Unfit.A_NUMBER),
    ("https://127.0.0.0x1/", Unfit.A_NUMBER),
    ("https://0X7F.0X1/", Unfit.A_NUMBER),
    ("https://0177.0.0.1/", Unfit.A_NUMBER),
    ("https://017700000001/", Unfit.A_NUMBER),
    ("https://0177.0.0.01/", Unfit.A_NUMBER),
    ("https://10.0.0.1/", Unfit.A_NUMBER),
    ("https://172.16.0.1/", Unfit.A_NUMBER),
    ("https://192.168.1.1/", Unfit.A_NUMBER),
    ("https://169.254.169.254/latest/meta-data/", Unfit.A_NUMBER),
    ("https://100.64.0.1/", Unfit.A_NUMBER),
    ("https://224.0.0.1/", Unfit.A_NUMBER),
    ("https://255.255.255.255/", Unfit.A_NUMBER),
    ("https://8.8.8.8/", Unfit.A_NUMBER),
    ("https://[::1]/", Unfit.A_NUMBER),
    ("https://[::]/", Unfit.A_NUMBER),
    ("https://[::ffff:127.0.0.1]/", Unfit.A_NUMBER),
    ("https://[::ffff:7f00:1]/", Unfit.A_NUMBER),
    ("https://[0:0:0:0:0:ffff:127.0.0.1]/", Unfit.A_NUMBER),
    ("https://[::127.0.0.1]/", Unfit.A_NUMBER),
    ("https://[fe80::1]/", Unfit.A_NUMBER),
    ("https://[fe80::1%25eth0]/", Unfit.A_NUMBER),
    ("https://[fc00::1]/", Unfit.A_NUMBER),
    ("https://[64:ff9b::7f00:1]/", Unfit.A_NUMBER),
    ("https://[2002:7f00:1::]/", Unfit.A_NUMBER),
    ("https://[2001:4860:4860::8888]/", Unfit.A_NUMBER),
    ("https://[::1", Unfit.NOT_AN_ADDRESS),
    ("https://localhost/", Unfit.INSIDE),
    ("https://LOCALHOST:8443/", Unfit.INSIDE),
    ("https://localhost./", Unfit.INSIDE),
    ("https://api.localhost/", Unfit.INSIDE),
    ("https://printer.local/", Unfit.INSIDE),
    ("https://metadata.google.internal/", Unfit.INSIDE),
    ("https://router.lan/", Unfit.INSIDE),
    ("https://intranet/", Unfit.INSIDE),
    ("https://1.0.0.127.in-addr.arpa/", Unfit.INSIDE),
    ("https://１２７.0.0.1/", Unfit.NOT_AN_ADDRESS),
    ("https://①②⑦.⓪.⓪.①/", Unfit.NOT_AN_ADDRESS),
    ("https://127。0。0。1/", Unfit.NOT_AN_ADDRESS),
    ("https://ⓛocalhost/", Unfit.NOT_AN_ADDRESS),
    ("https://-x.shop.com/", Unfit.NOT_AN_ADDRESS),
    ("https://shop..com/", Unfit.NOT_AN_ADDRESS),
    ("https://%6c%6f%63alhost/", Unfit.INSIDE),
    ("https://127.0.0.1%2f.shop.com/", Unfit.NOT_AN_ADDRESS),
    ("https://" + "a" * 64 + ".com/", Unfit.NOT_AN_ADDRESS),
    ("https://shop.com/" + "x" * LONGEST, Unfit.NOT_AN_ADDRESS),
]
CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808",
    "100::1",
    "2001::1",
    "2001:0:7f00:1::",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%1",
    "fec0::1",
    "ff02::1",
    "2606:4700::5efe:7f00:1",
    "2606:4700::200:5efe:a00:1",
    "",
    "localhost",
    "127.1",
    "0177.0.0.1",
]
OPEN = ["8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "2606:4700::1111"]


@pytest.mark.parametrize("url", FIT)
def test_a_name_on_the_open_internet_is_fit(url):
    assert unfit(url) is None


@pytest.mark.parametrize(("url", "why"), UNFIT)
def test_everything_else_is_refused_as_it_is_typed(url, why):
    assert unfit(url) is why


@pytest.mark.parametrize("number", CLOSED)
def test_a_number_inside_is_never_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", [*OPEN, "64:ff9b::808:808"])
def test_a_number_outside_is_public(number):
    assert is_public(number)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_dress_of_an_inside_number_is_public(address):
    number = int(address)
    v6 = [number, 0xFFFF << 32 | number, (0x64FF9B << 96) | number, (0x2002 << 112) | number << 80]
    for dress in (str(address), *(str(ipaddress.IPv6Address(one)) for one in v6)):
        assert not is_public(dress)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(text):
    assert unfit(text) is not None or text.lower().startswith("https://")
