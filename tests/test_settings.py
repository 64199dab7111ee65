"""Settings: defaults, and for every wrong value the variable's name and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from judging.settings import SettingsProblem, read

GIVEN = {
    "DATABASE_URL": "postgresql://u:database-password@h/n",
    "S3_ENDPOINT": "store:9000",
    "S3_ACCESS_KEY": "access",
    "S3_SECRET_KEY": "store-password",
    "SECRET_KEY": "session-secret-of-many-random-letters",
}


def test_only_the_servers_and_secrets_must_be_given() -> None:
    found = read(GIVEN)
    assert found.broker_url == "filesystem://"
    assert found.smtp_url == ""
    assert found.public_url == "http://127.0.0.1:8000"
    assert found.s3_secure is False
    assert found.home_dir == Path(".bangvang").resolve()


def test_given_values_win() -> None:
    found = read(GIVEN | {"S3_SECURE": "true", "PUBLIC_URL": "https://cuocthi.example/", "WEB_WORKERS": "3"})
    assert (found.s3_secure, found.public_url, found.web_workers) == (True, "https://cuocthi.example", 3)


def test_secrets_are_not_in_its_text() -> None:
    text = repr(read(GIVEN | {"SMTP_URL": "smtp://u:mail-password@h"}))
    assert not [secret for secret in ("password", "session-secret", "access") if secret in text]


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_missing_one_is_named(name: str) -> None:
    with pytest.raises(SettingsProblem, match=f"{name} is not set; give .*bangvang up"):
        read({key: value for key, value in GIVEN.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("DATABASE_URL", "mysql://h/n", "postgresql://user"),
        ("S3_ENDPOINT", "http://store:9000", "without a scheme"),
        ("S3_SECURE", "maybe", "true or false"),
        ("BROKER_URL", "redis://h", "amqp://"),
        ("SMTP_URL", "mail.example", "smtp://"),
        ("PUBLIC_URL", "cuocthi.example", "https://"),
        ("WEB_WORKERS", "0", "whole number from 1"),
        ("WEB_WORKERS", "two", "whole number from 1"),
        ("SECRET_KEY", "short", "at least 32"),
    ],
)
def test_wrong_one_is_named_with_what_to_write(name: str, value: str, advice: str) -> None:
    with pytest.raises(SettingsProblem, match=rf"{name}.*{advice}"):
        read(GIVEN | {name: value})
