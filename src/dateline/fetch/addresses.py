"""Which address of the network a name stands for, and whether it may be asked.

The name is looked up once, what was found is checked, and the connection goes to that very address: a name that answers otherwise the
next time it is asked (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# 64:ff9b::/96 (RFC 6052): an address of IPv4 within one of IPv6
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublicError(Exception):
    """A server that stands in a network that is not to be asked."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} is at {address}")
        self.host, self.address = host, address


def addresses_of(host: str, port: int, *, private: bool) -> tuple[str, ...]:
    """The addresses of a host, in the order in which to try them. Raises OSError where it has none, and NotPublicError where any of them
    is not public, unless `private` allows that."""
    # Without its zone an address of a link is no address ("fe80::1%eth0")
    found = dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    for text in found:
        if not private and not is_public(text):
            raise NotPublicError(host, text)
    return tuple(found)


def is_public(text: str) -> bool:
    """Whether an address is one of the public network: not of this machine, a private network, a link, a group, or kept for other use.

    >>> is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("93.184.216.34")
    (False, False, True)
    """
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in (address, *_within(address)))


def _within(address: Address) -> tuple[Address, ...]:
    """Addresses of IPv4 that one of IPv6 leads to."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in inner if one is not None)
