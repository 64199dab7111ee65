"""The test run's own services answer, each worker in its own database and bucket."""

from __future__ import annotations

import io

import asyncpg
import minio

from tests.services import Services


async def test_database_is_this_workers_own(services: Services) -> None:
    connection = await asyncpg.connect(services.database_url)
    try:
        name = await connection.fetchval("SELECT current_database()")
        superuser = await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        upper = await connection.fetchval("SELECT upper('đặng thị ổ')")
    finally:
        await connection.close()
    assert services.database_url.endswith(name)
    assert name.startswith("test_")
    assert superuser is False
    assert upper == "ĐẶNG THỊ Ổ"


def test_store_keeps_what_is_put(services: Services) -> None:
    client = minio.Minio(
        services.s3_endpoint, services.s3_access_key, services.s3_secret_key, secure=False, region="us-east-1"
    )
    client.put_object(services.s3_bucket, "a", io.BytesIO(b"abc"), 3)
    answer = client.get_object(services.s3_bucket, "a")
    try:
        assert answer.read() == b"abc"
    finally:
        answer.close()
        answer.release_conn()
