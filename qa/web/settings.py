"""Every setting of the server, written once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What programs may ask of the server. The pages are not counted.

    Attributes:
        host: Where the server listens. At a loopback address MCP answers only those who call it by one.
        requests_a_minute: Of one client address, over HTTP and MCP together; 0 sets no limit.
        waiting: How many may stand in the line of visitors when a program joins it.
        longest_body: Bytes of a request. A question with the longest history takes two thirds of that.
    """

    host: str = "127.0.0.1"
    requests_a_minute: int = 60
    waiting: int = 32
    longest_body: int = 1_048_576

    def __post_init__(self) -> None:
        """Refuse limits below what lets anybody in."""
        if self.requests_a_minute < 0:
            raise ValueError("requests_a_minute is 0 (no limit) or more")
        for name in ("waiting", "longest_body"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1")
