"""Certificates: checked, unless the portal's declaration says otherwise, and then it is told."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_httpserver import HTTPServer

PATH = "/vi/tin/-/view_content/1-bai"
STAMP = "11/12/2023 | 09:24 AM"


@pytest.fixture(scope="session")
def own_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the loopback address that nobody but itself vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def httpserver(own_certificate: Path) -> Iterator[HTTPServer]:
    """The site's server, over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate)
    with HTTPServer(host="127.0.0.1", ssl_context=context) as server:
        yield server


def listing(site: Any, markup: Any) -> None:
    """One article in one listing."""
    site.pages[PATH] = markup.liferay_article("Bài một")
    site.pages["/vi/tin"] = markup.liferay_listing(((PATH, STAMP),))


def test_a_certificate_that_nobody_vouches_for_is_refused(
    site: Any, harvest: Any, markup: Any
) -> None:
    """By default nothing is asked of such a host, and the run says why and what can be done."""
    listing(site, markup)
    crawl = harvest(family="liferay", listings=("/vi/tin",), portal={"scheme": "https"})
    assert site.asked == []
    assert crawl.exit_code == 1
    (problem,) = crawl.problems
    assert site.host in problem
    assert "certificate" in problem
    assert 'tls = "lenient"' in problem
    assert "Traceback" not in crawl.log


def test_a_lenient_portal_is_read_and_told(site: Any, harvest: Any, markup: Any) -> None:
    """Where the declaration says so, the page is read; the log and the report say it."""
    listing(site, markup)
    fields = {"scheme": "https", "tls": "lenient"}
    crawl = harvest(family="liferay", listings=("/vi/tin",), portal=fields)
    assert list(crawl.articles()) == [PATH]
    assert f"the certificate of {site.host} is not checked" in crawl.log
    assert crawl.counts["certificate_unchecked"] == 1
    assert crawl.exit_code == 0
