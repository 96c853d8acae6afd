"""HTTP bodies as they were meant: transfer and content encodings undone."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping


def decoded(stored: bytes, headers: Mapping[str, str]) -> bytes:
    """The body without transfer and content encoding; one that will not decode stays as it is.

    `headers` have their names in lower case.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    raw = stored
    if headers.get("transfer-encoding", "").lower() == "chunked":
        raw = ChunkedDataReader(io.BytesIO(stored), decomp_type=None).read() or stored
    encoding = headers.get("content-encoding", "").strip().lower()
    try:
        return _DECODERS[encoding](raw) if encoding in _DECODERS else raw
    except Exception:  # each codec has an error class of its own; archives lie about encodings
        return raw


def _gunzip(data: bytes) -> bytes:
    return zlib.decompress(data, wbits=47)


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:  # the bare stream, without the zlib header that the standard asks for
        return zlib.decompress(data, wbits=-15)


def _brotli(data: bytes) -> bytes:
    import brotli  # type: ignore[import-untyped]

    plain: bytes = brotli.decompress(data)
    return plain


def _zstd(data: bytes) -> bytes:
    from backports import zstd  # comes with Scrapy

    plain: bytes = zstd.decompress(data)
    return plain


_DECODERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _brotli, "zstd": _zstd}
