"""`with refused("code"):` — the rule says no, and says why in French."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from spot.common.refusals import Refused


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code, f"{caught.value.code}: {caught.value.detail}"
    assert caught.value.detail.endswith((".", "»", "?")), "a refusal is a French sentence"
