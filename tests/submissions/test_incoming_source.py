"""From where an upload counts as sent."""

from __future__ import annotations

import pytest

from judging.submissions.incoming import source_of


@pytest.mark.usefixtures("services")
def test_an_ipv6_network_is_one_source() -> None:
    assert source_of("2001:db8:1:2::1") == source_of("2001:db8:1:2:3:4:5:6") != source_of("2001:db8:1:3::1")
    assert "2001" not in source_of("2001:db8:1:2::1")
