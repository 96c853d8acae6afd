"""Telling somebody how a run ended: by a command of theirs, or by a POST to an address.

A notification that fails is told in the log; it never changes how the run ended.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import shlex
import shutil
import subprocess
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit

from govnews.errors import BadInput

log = logging.getLogger(__name__)

COMMAND_SECONDS = 60
POST_SECONDS = 10


def check_target(target: str) -> None:
    """Raise `BadInput`, which repeats no secret, where nobody could be told by this."""
    if _is_address(target):
        try:
            host, _ = urlsplit(target).hostname, urlsplit(target).port
        except ValueError:
            host = None
        if not host:
            raise BadInput("--notify: the address names no host: write https://host/path")
        return
    try:
        words = shlex.split(target)
    except ValueError as error:
        raise BadInput(f"--notify: the command cannot be split into words ({error})") from None
    if not words or shutil.which(words[0]) is None:
        name = words[0] if words else ""
        raise BadInput(f"--notify: no command {name!r} is found: give its whole path, or a URL")


def notify(target: str, report: Mapping[str, Any], paths: Mapping[str, str]) -> bool:
    """Tell of a run; says whether that worked.

    `report` is what is posted to an address. A command gets `paths` and the exit code as variables
    `GOVNEWS_…`, and in the place of `{exit_code}` and of `{name}` for each of the paths.
    """
    try:
        if _is_address(target):
            _post(target, report)
        else:
            _call(target, {"exit_code": str(report["exit_code"]), **paths})
    except (OSError, HTTPException, ValueError, subprocess.SubprocessError) as error:
        log.warning("nobody was told: %s: %s", masked(target), _reason(error))
        return False
    return True


def masked(target: str) -> str:
    """What may be shown of a target: only scheme and host, or only the command's name.

    >>> masked("https://me:key@hooks.example.org/T0/secret?token=1")
    'https://***@hooks.example.org/…?***'
    >>> masked("/usr/bin/mailx -s report --password 1")
    '/usr/bin/mailx'
    """
    if not _is_address(target):
        return shlex.split(target)[0]
    parts = urlsplit(target)
    user = "***@" if "@" in parts.netloc else ""
    path = "/…" if parts.path.strip("/") else ""  # such as those of chat rooms are secrets
    query = "?***" if parts.query else ""
    return f"{parts.scheme}://{user}{parts.netloc.rpartition('@')[2]}{path}{query}"


def _is_address(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A report goes where it was sent, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """No further request."""


def _post(address: str, report: Mapping[str, Any]) -> None:
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if at:
        key = base64.b64encode(unquote(user).encode()).decode()
        headers["Authorization"] = f"Basic {key}"
    request = urllib.request.Request(  # noqa: S310 the scheme is http or https
        urlunsplit((parts.scheme, host, parts.path or "/", parts.query, "")),
        data=json.dumps(report, ensure_ascii=False, default=str).encode(),
        headers=headers,
    )
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=POST_SECONDS):
        pass


def _call(command: str, words: Mapping[str, str]) -> None:
    arguments = [_filled(word, words) for word in shlex.split(command)]
    own = {f"GOVNEWS_{name.upper()}": value for name, value in words.items()}
    subprocess.run(  # noqa: S603 the person who starts the run names the command
        arguments,
        env=os.environ | own,
        stdin=subprocess.DEVNULL,
        timeout=COMMAND_SECONDS,
        check=True,
    )


def _filled(word: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        word = word.replace(f"{{{name}}}", value)
    return word


def _reason(error: Exception) -> str:
    """Why, without the address or the arguments, which may hold secrets."""
    if isinstance(error, HTTPError):
        return f"HTTP {error.code}"
    if isinstance(error, URLError):
        return str(error.reason)
    if isinstance(error, subprocess.CalledProcessError):
        return f"ended with {error.returncode}"
    if isinstance(error, subprocess.TimeoutExpired):
        return f"took longer than {COMMAND_SECONDS} s"
    return getattr(error, "strerror", None) or type(error).__name__
