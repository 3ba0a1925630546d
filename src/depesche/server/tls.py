"""TLS by files: whether a certificate and its key can be used, and for how long."""

import ssl
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from depesche.press.findings import Finding

SOON = timedelta(days=14)
OTHERS = stat.S_IRGRP | stat.S_IWGRP | stat.S_IROTH | stat.S_IWOTH


class TlsUnusable(Exception):
    """Certificate or key cannot be used; the sentence says which, and why."""


@dataclass(frozen=True, slots=True)
class Tls:
    """Certificate (its chain below it) and key, each a PEM file; both or none."""

    certificate: Path
    key: Path

    @classmethod
    def of(cls, certificate: str, key: str) -> "Tls | None":
        """Return the pair, None where none is named. Raises TlsUnusable."""
        if not certificate and not key:
            return None
        if not certificate or not key:
            message = "TLS needs both, the certificate and its key: name two files or none."
            raise TlsUnusable(message)
        pair = cls(Path(certificate), Path(key))
        pair.open()
        return pair

    def open(self) -> None:
        """Load the pair as the server will. Raises TlsUnusable."""
        for path in (self.certificate, self.key):
            try:
                path.read_bytes()
            except OSError as fault:
                message = f"{path} cannot be read: {fault.strerror}."
                raise TlsUnusable(message) from fault
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        try:
            context.load_cert_chain(self.certificate, self.key, password="")
        except (ssl.SSLError, ValueError) as fault:
            message = f"{self.certificate} and {self.key} are no pair in PEM, or have a password."
            raise TlsUnusable(message) from fault

    def ends_at(self) -> datetime:
        """Return the moment after which browsers refuse the certificate."""
        from cryptography import x509  # noqa: PLC0415 the doctor's alone; the supervisor is small

        return x509.load_pem_x509_certificate(self.certificate.read_bytes()).not_valid_after_utc


def look_at(certificate: str, key: str, *, at: datetime) -> Iterable[Finding]:
    """Yield what the doctor has to say about the pair; nothing where none is named."""
    name = "certificate"
    try:
        pair = Tls.of(certificate, key)
    except TlsUnusable as fault:
        yield Finding("fail", name, str(fault), "Look at DEPESCHE_TLS_CERTIFICATE and _TLS_KEY.")
        return
    if pair is None:
        return
    ends = pair.ends_at()
    day = f"{ends:%Y-%m-%d}"
    advice = "Get a new one, then reload the server (SIGHUP)."
    if ends <= at:
        yield Finding("fail", name, f"ended on {day}: browsers refuse it", advice)
    elif ends - at < SOON:
        yield Finding("warn", name, f"ends on {day}", advice)
    else:
        yield Finding("ok", name, f"until {day}")
    if pair.key.stat().st_mode & OTHERS:
        advice = f"chmod 600 {pair.key}"
        yield Finding("warn", "key of the certificate", "can be read by others", advice)
