"""HTTP bodies as they were meant: transfer and content encodings undone, up to a size."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes of a body without its encodings; a larger one is no page, no feed and no sitemap."""


class TooLarge(Exception):
    """A body that is larger than `MAX_UNPACKED`, or unpacks to more than that."""


def decoded(stored: bytes, headers: Mapping[str, str]) -> bytes:
    """The body without transfer and content encoding; one that will not decode stays as it is.

    `headers` have their names in lower case. Raises `TooLarge`, having unpacked no more than that.
    """
    from warcio.bufferedreaders import ChunkedDataReader

    raw = stored
    if headers.get("transfer-encoding", "").lower() == "chunked":
        raw = ChunkedDataReader(io.BytesIO(stored), decomp_type=None).read() or stored
    encoding = headers.get("content-encoding", "").strip().lower()
    try:
        plain = _DECODERS[encoding](raw) if encoding in _DECODERS else raw
    except Exception:  # each codec has an error class of its own; archives lie about encodings
        return raw
    if len(plain) > MAX_UNPACKED:
        raise TooLarge
    return plain


def _inflated(data: bytes, wbits: int) -> bytes:
    inflater = zlib.decompressobj(wbits=wbits)
    plain = inflater.decompress(data, MAX_UNPACKED + 1)
    if len(plain) <= MAX_UNPACKED and not inflater.eof:
        raise zlib.error("the stream is cut off")
    return plain


def _gunzip(data: bytes) -> bytes:
    return _inflated(data, 47)


def _inflate(data: bytes) -> bytes:
    try:
        return _inflated(data, zlib.MAX_WBITS)
    except zlib.error:  # the bare stream, without the zlib header that the standard asks for
        return _inflated(data, -zlib.MAX_WBITS)


def _brotli(data: bytes) -> bytes:
    import brotli  # type: ignore[import-untyped]

    decoder = brotli.Decompressor()
    plain: bytes = decoder.process(data, output_buffer_limit=MAX_UNPACKED + 1)
    if len(plain) <= MAX_UNPACKED and not decoder.is_finished():
        raise ValueError("the stream is cut off")
    return plain


def _zstd(data: bytes) -> bytes:
    from backports import zstd  # comes with Scrapy

    decoder = zstd.ZstdDecompressor()
    plain: bytes = decoder.decompress(data, MAX_UNPACKED + 1)
    if len(plain) <= MAX_UNPACKED and not decoder.eof:
        raise ValueError("the stream is cut off")
    return plain


_DECODERS = {"gzip": _gunzip, "x-gzip": _gunzip, "deflate": _inflate, "br": _brotli, "zstd": _zstd}
