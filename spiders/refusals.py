"""Why a request is not sent at all; the errback of the request is told."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class ForbiddenByRobots(IgnoreRequest):
    """The host's robots.txt forbids the address."""


class NoRobots(IgnoreRequest):
    """The host's robots.txt cannot be had, which forbids everything for as long as it lasts."""


class OffPortal(IgnoreRequest):
    """A redirect leads to a host that is none of the portal's."""


class NotArchived(IgnoreRequest):
    """The archive that answers in the network's place has no answer."""
