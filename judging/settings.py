"""Settings, read once from the environment. Every part that is not given is embedded by `bangvang up`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

FONTS = Path(__file__).parent / "web" / "static" / "vendor" / "ttf"


class SettingsProblem(Exception):  # noqa: N818 - reads as what it is
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

    def __repr__(self) -> str:
        return f"Settings(home_dir={self.home_dir}, public_url={self.public_url})"


def read(environment: Mapping[str, str]) -> Settings:
    """Raises SettingsProblem."""
    home = Path(environment.get("BANGVANG_HOME") or ".bangvang").resolve()
    return Settings(
        home_dir=home,
        database_url=_url(
            environment, "DATABASE_URL", ("postgres", "postgresql"), "postgresql://user:password@host/name"
        ),
        s3_endpoint=_given(environment, "S3_ENDPOINT", "host:port, without a scheme"),
        s3_access_key=_given(environment, "S3_ACCESS_KEY", "the store's access key"),
        s3_secret_key=_given(environment, "S3_SECRET_KEY", "the store's secret key"),
        s3_bucket=environment.get("S3_BUCKET") or "bangvang",
        s3_secure=_switch(environment, "S3_SECURE"),
        broker_url=environment.get("BROKER_URL") or "filesystem://",
        smtp_url=environment.get("SMTP_URL", ""),
        mail_from=environment.get("MAIL_FROM") or "bang-vang@localhost",
        secret_key=_given(environment, "SECRET_KEY", "a long random text"),
        public_url=(environment.get("PUBLIC_URL") or "http://127.0.0.1:8000").rstrip("/"),
        fonts_dir=Path(environment.get("FONTS_DIR") or FONTS),
        web_workers=_whole(environment, "WEB_WORKERS", os.cpu_count() or 1),
    )


@cache
def settings() -> Settings:
    """This process's settings; the environment is read at the first call."""
    return read(os.environ)


def _given(environment: Mapping[str, str], name: str, what: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsProblem(f"{name} is not set; give {what}, or start everything with `bangvang up`.")
    return value


def _url(environment: Mapping[str, str], name: str, schemes: tuple[str, ...], example: str) -> str:
    value = _given(environment, name, f"an address such as {example}")
    if urlsplit(value).scheme not in schemes:
        raise SettingsProblem(f"{name} does not begin with {schemes[-1]}://; write it like {example}.")
    return value


def _switch(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").lower()
    if value not in ("", "0", "1", "true", "false"):
        raise SettingsProblem(f"{name} is “{value}”; write true or false.")
    return value in ("1", "true")


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise SettingsProblem(f"{name} is “{value}”; write a whole number from 1.")
    return int(value)
