"""How often a program may ask."""

from __future__ import annotations

import ipaddress
import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Gate:
    """Lets each client address through so many times in any sixty seconds. May be shared by threads."""

    def __init__(self, a_minute: int) -> None:
        """Take the limit; 0 lets everybody through."""
        self._limit = RateLimitItemPerMinute(a_minute) if a_minute else None
        self._seen = MovingWindowRateLimiter(MemoryStorage())

    def passes(self, address: str) -> int:
        """Count a request.

        Returns:
            0 if it may pass, else after how many seconds the next one may.
        """
        if self._limit is None:
            return 0
        client = network(address)
        if self._seen.hit(self._limit, client):
            return 0
        free = self._seen.get_window_stats(self._limit, client).reset_time
        return max(1, math.ceil(free - time.time()))


def network(address: str) -> str:
    """Who is meant by an address: itself, or for IPv6 the network of 64 bits that one household holds.

    >>> network("10.0.0.7"), network("2001:db8::1:2:3:4"), network("::ffff:10.0.0.7"), network("testclient")
    ('10.0.0.7', '2001:db8::', '10.0.0.7', 'testclient')
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6:
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return str(ipaddress.ip_network((int(known), 64), strict=False).network_address)
    return str(known)
