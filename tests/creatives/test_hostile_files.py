"""Nothing of a hostile file is accepted, nothing of it stays, and it is said quickly in French."""

import time

import pytest
from django.core.files.base import ContentFile

from spot.common import files
from spot.common.refusals import Refused
from spot.creatives import services
from spot.creatives.models import Spot
from tests.creatives import hostile

CASES = hostile.files()


def test_there_are_many_of_them():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES)
def test_a_hostile_file_is_refused_and_leaves_nothing(cotton_campaign, awa, case):
    name, content = CASES[case]
    began = time.monotonic()
    with pytest.raises(Refused) as refusal:
        services.upload(cotton_campaign, title="Piège", media=ContentFile(content, name=name), by=awa)

    assert refusal.value.status == 422
    assert refusal.value.detail.endswith(".")
    assert time.monotonic() - began < 10
    assert not Spot.objects.exists()
    assert [path for path in files.stored("").rglob("*") if path.is_file()] == []
