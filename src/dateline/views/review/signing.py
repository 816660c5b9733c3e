"""Where to sign in, and where to go afterwards."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from fastapi import Request

SIGN_IN = "/login"


def sign_in_address(request: Request) -> str:
    """The page to sign in on, which leads back to what was asked for."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"{SIGN_IN}?{urlencode({'to': asked})}"


def inside(to: str | None) -> str:
    """The address where it is one of this site, else the first page: nobody is led elsewhere by a link to the sign-in page.

    >>> inside("/reports?page=2"), inside("//elsewhere.example/"), inside("/\\\\elsewhere.example"), inside("javascript:alert(1)")
    ('/reports?page=2', '/', '/', '/')
    """
    if (
        not to
        or not to.startswith("/")
        or to.startswith(("//", "/\\"))
        or any(ord(char) <= 0x20 or ord(char) == 0x7F for char in to)
        or "\\" in to
    ):
        return "/"
    try:
        parts = urlsplit(to)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path.startswith(SIGN_IN) else to
