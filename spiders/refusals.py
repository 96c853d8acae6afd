"""Why a page could not be had: requests that are not sent, failures, and refusals in answers."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError

from govnews.errors import NotAnArticle, UnreadablePage
from govnews.other_pages import REFUSALS
from govnews.page.decode import parse
from govnews.page.kinds import check_kind
from govnews.page.notices import leads_to_login

_CERTIFICATES = (
    ("VerificationError", "its certificate is for another name"),
    ("certificate verify failed", "its certificate cannot be verified"),
    ("SSL routines", "its HTTPS is broken"),
)
"""In the text of an error, as the TLS libraries raise them; and what it means."""
_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "DNS lookup failed"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "no answer in time"),
)
INSIDE: dict[str, str] = {}
"""Name of a host → its address, where that lies inside this network and is not asked."""
_GONE = (404, 410)
_STATUS = {401: "login", 403: "blocked", 407: "login", 429: "blocked", 451: "blocked"}


class ForbiddenByRobots(IgnoreRequest):
    """The host's robots.txt forbids the address."""


class NoRobots(IgnoreRequest):
    """The host's robots.txt cannot be had, which forbids everything for as long as it lasts."""

    def __init__(self, host: str, why: str, kind: str | None = None) -> None:
        super().__init__(f"robots.txt of {host} cannot be had: {why}")
        self.why = why
        self.kind = kind
        """What the host answered in its place, as in `NotAnArticle`; None without an answer."""


class OffPortal(IgnoreRequest):
    """A redirect leads to a host that is none of the portal's."""

    def __init__(self, url: str) -> None:
        super().__init__(f"leads to {url}, outside the portal")
        self.url = url


class AskedToWait(IgnoreRequest):
    """The host asks to be left alone for longer than a run waits."""


class CutShort(IgnoreRequest):
    """The walk has ended before its end: at the deadline, its hours or its budget."""


class RedirectLoop(IgnoreRequest):
    """A redirect leads back to an address that it came from."""


class NotArchived(IgnoreRequest):
    """The archive that answers in the network's place has no answer."""


def kind_of(response: Response) -> str | None:
    """What stands in a page's place, as in `NotAnArticle`; None for a page that may be sound."""
    if not isinstance(response, TextResponse):
        return None
    try:
        check_kind(parse(response.body, content_type_of(response)), response.url)
    except NotAnArticle as error:
        return error.kind
    except UnreadablePage:
        return None
    return None


def kind_of_failure(error: BaseException) -> str | None:
    """The same for an answer that was no success, or none; None where it says nothing of the page."""
    if isinstance(error, NoRobots):
        return error.kind
    if isinstance(error, OffPortal):
        return "login" if leads_to_login(error.url) else "redirected"
    if isinstance(error, RedirectLoop):
        return "redirected"
    if _is_too_large(error):
        return "too_large"
    if not isinstance(error, HttpError):
        return None
    status = int(error.response.status)
    if status in _GONE:
        return "login" if leads_to_login(error.response.url) else "not_found"
    kind = kind_of(error.response)
    return kind if kind in REFUSALS or kind == "login" else _STATUS.get(status)


def _is_too_large(error: BaseException) -> bool:
    """Whether a download was cut off at `DOWNLOAD_MAXSIZE`, as it came or while it was unpacked.

    Scrapy says the latter only in words.
    """
    unpacked = isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error)
    return unpacked or isinstance(error, DownloadCancelledError)


def content_type_of(response: Response) -> str | None:
    """The HTTP header."""
    header = response.headers.get("Content-Type")
    return header.decode("latin-1") if header else None


def unreachable(error: BaseException) -> str | None:
    """Why the host gave nothing, in a few words; None where it answered or was not asked."""
    if isinstance(error, NoRobots):
        return None if error.kind else error.why
    if isinstance(error, HttpError):
        status = int(error.response.status)
        return f"HTTP {status}" if status >= 500 else None
    if isinstance(error, IgnoreRequest):
        return None
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words
    if why := bad_certificate(error):
        return why
    return " ".join(str(error).split())[:100] or type(error).__name__


def bad_certificate(error: BaseException) -> str | None:
    """What is wrong with the certificate of the host; None where that is not the trouble."""
    return next((words for sign, words in _CERTIFICATES if sign in str(error)), None)


def told_unreachable(host: str, why: str) -> str:
    """What to tell a person, with what to do.

    >>> told_unreachable("a.gov.vn", "DNS lookup failed")
    'a.gov.vn cannot be reached (DNS lookup failed): check the connection or the address'
    """
    if address := INSIDE.get(host.partition(":")[0]):
        return (
            f"{host} is not asked: it stands for {address}, an address inside this computer or its "
            "network; if the portal lies there, declare the address as its host"
        )
    if why.startswith("HTTP"):
        return f"{host} is in trouble ({why}): try again later"
    if "HTTPS" in why:
        return f"{host} is in trouble ({why}): try again later"
    if "certificate" in why:
        known = 'a portal that is known for it can be declared with tls = "lenient"'
        return f"{host} cannot be trusted ({why}): check the address; {known}"
    return f"{host} cannot be reached ({why}): check the connection or the address"
