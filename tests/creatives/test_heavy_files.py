"""What a hostile file costs: little to the process that took it, and no more than its budget to the child."""

import resource
import time
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile

from spot.common import files
from spot.common.locked.limits import CPU_SECONDS
from spot.common.refusals import Refused
from spot.creatives import services
from spot.creatives.models import Spot
from tests.creatives import heavy

HEAVY = {case: (name, made) for case, name, made in heavy.files()}
RIGHT = {case: (name, made) for case, name, made in heavy.heavy_but_right()}
OF_THE_PAGES, OF_THE_CHILD = 1.5, CPU_SECONDS + 1.0


@dataclass
class Cost:
    """Seconds of processor since it was made: of this process, of the children that ended."""

    began: float = 0.0
    children: float = 0.0

    def __post_init__(self) -> None:
        self.began, self.children = time.process_time(), self._children()

    def so_far(self) -> tuple[float, float]:
        return time.process_time() - self.began, self._children() - self.children

    @staticmethod
    def _children() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime


def leftovers() -> list:
    return [path for path in files.stored("").rglob("*") if path.is_file()]


@pytest.mark.parametrize("case", HEAVY)
def test_a_heavy_file_is_refused_within_its_budget(cotton_campaign, awa, case):
    name, made = HEAVY[case]
    media, cost = ContentFile(made(), name=name), Cost()
    with pytest.raises(Refused) as refusal:
        services.upload(cotton_campaign, title="Lourd", media=media, by=awa)
    pages, child = cost.so_far()

    print(f"\n{case}: {refusal.value.code}, pages {pages:.2f} s, child {child:.2f} s")
    assert refusal.value.status == 422
    assert pages < OF_THE_PAGES
    assert child < OF_THE_CHILD
    assert not Spot.objects.exists()
    assert leftovers() == []


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_odd_and_whole_is_taken(cotton_campaign, awa, case):
    name, made = RIGHT[case]
    media, cost = ContentFile(made(), name=name), Cost()
    spot = services.upload(cotton_campaign, title="Bizarre", media=media, by=awa)
    pages, child = cost.so_far()

    assert spot.latest.status == "pending_review"
    assert pages < OF_THE_PAGES
    assert child < OF_THE_CHILD
