"""Settings, read once from the environment. Every part that is not given is embedded by `bangvang up`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from judging.errors import DomainError

FONTS = Path(__file__).parent / "web" / "static" / "vendor" / "ttf"
_SHORTEST_SECRET = 32  # characters


class SettingsProblem(DomainError):
    """A variable has a value that cannot be right; says which, and what to write."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    home_dir: Path
    database_url: str
    s3_endpoint: str
    s3_access_key: str
    s3_secret_key: str
    s3_bucket: str
    s3_secure: bool
    broker_url: str
    smtp_url: str
    mail_from: str
    secret_key: str
    public_url: str
    fonts_dir: Path
    web_workers: int
    metrics_token: str
    log_format: str

    def __repr__(self) -> str:
        return f"Settings(home_dir={self.home_dir}, public_url={self.public_url})"


def read(environment: Mapping[str, str]) -> Settings:
    """Raises SettingsProblem."""
    home = Path(environment.get("BANGVANG_HOME") or ".bangvang").resolve()
    return Settings(
        home_dir=home,
        database_url=_url(environment, "DATABASE_URL", "postgresql://user:password@host/name", ("postgres",)),
        s3_endpoint=_endpoint(environment),
        s3_access_key=_given(environment, "S3_ACCESS_KEY", "the store's access key"),
        s3_secret_key=_given(environment, "S3_SECRET_KEY", "the store's secret key"),
        s3_bucket=environment.get("S3_BUCKET") or "bangvang",
        s3_secure=_switch(environment, "S3_SECURE"),
        broker_url=_url(
            environment, "BROKER_URL", "amqp://user:password@host//", ("amqps", "filesystem"), "filesystem://"
        ),
        smtp_url=_url(environment, "SMTP_URL", "smtp://user:password@host:587", ("smtps",), ""),
        mail_from=environment.get("MAIL_FROM") or "bang-vang@localhost",
        secret_key=_secret(environment),
        public_url=_url(environment, "PUBLIC_URL", "https://host", ("http",), "http://127.0.0.1:8000").rstrip("/"),
        fonts_dir=Path(environment.get("FONTS_DIR") or FONTS),
        web_workers=_whole(environment, "WEB_WORKERS", os.cpu_count() or 1),
        metrics_token=environment.get("METRICS_TOKEN", ""),
        log_format=_log_format(environment),
    )


@cache
def settings() -> Settings:
    """This process's settings; the environment is read at the first call."""
    return read(os.environ)


def _given(environment: Mapping[str, str], name: str, what: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsProblem(
            "%(name)s is not set; give %(what)s, or start everything with “bangvang up”.", name=name, what=what
        )
    return value


def _url(
    environment: Mapping[str, str], name: str, example: str, also: tuple[str, ...], default: str | None = None
) -> str:
    """An address with the example's scheme or one of `also`; `default` where none is given, else one must be."""
    value = environment.get(name) or default
    if value is None:
        value = _given(environment, name, f"an address such as {example}")
    if value and urlsplit(value).scheme not in (urlsplit(example).scheme, *also):
        raise SettingsProblem(
            "%(name)s is not an address that is understood; write it like %(example)s.", name=name, example=example
        )
    return value


def _endpoint(environment: Mapping[str, str]) -> str:
    value = _given(environment, "S3_ENDPOINT", "host:port, without a scheme")
    if "/" in value:
        raise SettingsProblem(
            "S3_ENDPOINT is “%(value)s”; write host:port without a scheme, and S3_SECURE=true for https.", value=value
        )
    return value


def _secret(environment: Mapping[str, str]) -> str:
    value = _given(environment, "SECRET_KEY", "a long random text")
    if len(value) < _SHORTEST_SECRET:
        raise SettingsProblem(
            "SECRET_KEY is too short; give at least %(count)s random characters.", count=_SHORTEST_SECRET
        )
    return value


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").lower()
    if value not in ("", "0", "1", "true", "false"):
        raise SettingsProblem("%(name)s is “%(value)s”; write true or false.", name=name, value=value)
    return value in ("1", "true")


def _log_format(environment: Mapping[str, str]) -> str:
    value = environment.get("LOG_FORMAT") or "text"
    if value not in ("text", "json"):
        raise SettingsProblem("LOG_FORMAT is “%(value)s”; write text or json.", value=value)
    return value


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise SettingsProblem("%(name)s is “%(value)s”; write a whole number from 1.", name=name, value=value)
    return int(value)
