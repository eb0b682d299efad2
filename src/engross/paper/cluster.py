"""Workers on other machines: a Dask scheduler as an executor, over TLS or on this machine alone."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from engross.problems import InputError, OutputError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """What TLS needs.

    Args:
        authority: The certificate of the authority that signs the scheduler's and the workers'.
        own: This machine's certificate.
        key: Its key.
    """

    authority: Path | None = None
    own: Path | None = None
    key: Path | None = None


@contextmanager
def cluster(address: str, certificates: Certificates | None = None) -> Iterator[Executor]:
    """Connect to a scheduler.

    A Dask scheduler runs what anyone who reaches it sends; so without TLS only one on this machine is used.

    Args:
        address: ``tls://host:port``, or ``tcp://127.0.0.1:port``.
        certificates: For TLS.

    Raises:
        InputError: The address is neither TLS nor of this machine (E148), TLS lacks its files, or Dask is missing.
        OutputError: The scheduler cannot be reached.
    """
    safe(address)
    tls = address.startswith("tls://")
    held = certificates or Certificates()
    if tls and not (held.authority and held.own and held.key):
        remedy = "give --tls-ca, --tls-cert and --tls-key"
        raise InputError((Problem(code="E148", what="TLS needs the certificates of both sides", remedy=remedy),))
    try:
        dask: Any = import_module("distributed")  # an extra, and only a cluster needs it
    except ImportError as missing:
        remedy = "pip install 'engross[cluster]'"
        raise InputError((Problem(code="E152", what="a cluster needs Dask distributed", remedy=remedy),)) from missing
    security = None
    if tls:
        security = dask.Security(
            require_encryption=True,
            tls_ca_file=str(held.authority),
            tls_client_cert=str(held.own),
            tls_client_key=str(held.key),
        )
    try:
        client = dask.Client(address, security=security, timeout=5, set_as_default=False)
    except (OSError, TimeoutError) as error:
        what = f"no scheduler answers at {address}"
        raise OutputError((Problem(code="E148", what=what, remedy="start it, or check the address"),)) from error
    try:
        executor: Executor = client.get_executor(pure=False, retries=2)
        yield executor
    finally:
        client.close()


def safe(address: str) -> None:
    """Refuse an address that anyone on the network may listen to.

    Raises:
        InputError: It is neither TLS nor of this machine.
    """
    parts = urlsplit(address)
    if parts.scheme == "tls" and parts.hostname:
        return
    if parts.scheme == "tcp" and parts.hostname and _is_this_machine(parts.hostname):
        return
    what = f"{address} is neither TLS nor on this machine"
    remedy = "use tls://HOST:PORT with certificates, or tcp://127.0.0.1:PORT"
    raise InputError((Problem(code="E148", what=what, remedy=remedy),))


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
