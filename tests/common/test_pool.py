"""Whoever waits for a database that refuses connections hears it at once."""

import pytest
from psycopg import OperationalError
from psycopg_pool import ConnectionPool, PoolTimeout

from spot.common.pool import SHARED
from tests.live.station import free_port


def test_nobody_waits_for_a_server_that_refuses_connections():
    with ConnectionPool(f"host=127.0.0.1 port={free_port()}", open=False, **SHARED) as pool:
        for _ in range(3):
            with pytest.raises(OperationalError, match="refuses") as refusal:
                pool.getconn()
            assert not isinstance(refusal.value, PoolTimeout)
