"""Answers over the wire: the same facts in fewer bytes, for whoever can read them."""

import gzip
import json

import brotli
import pytest
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from spot.common.compression import CompressedMiddleware

DAY = {"items": [{"id": number, "title": "Le fil d’or du Faso"} for number in range(400)]}


def answered(accepts: str, answer: HttpResponse) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return CompressedMiddleware(lambda _request: answer)(request)


def test_facts_go_by_brotli_and_are_the_same_facts():
    answer = answered("gzip, deflate, br, zstd", JsonResponse(DAY, headers={"ETag": '"a1"'}))

    assert answer["Content-Encoding"] == "br"
    assert json.loads(brotli.decompress(answer.content)) == DAY
    assert (answer["ETag"], answer["Vary"]) == ('W/"a1"', "Accept-Encoding")
    assert int(answer["Content-Length"]) == len(answer.content) < 1000


@pytest.mark.parametrize("accepts", ["gzip", "gzip, br;q=0", "br;q=0.0, gzip"])
def test_who_does_not_read_brotli_gets_gzip(accepts):
    answer = answered(accepts, JsonResponse(DAY))
    assert answer["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.content)) == DAY


def test_pages_stay_with_gzip_whose_length_is_blurred():
    lengths = {len(answered("gzip, br", HttpResponse("<p>Bonjour</p>" * 400)).content) for _ in range(30)}
    assert len(lengths) > 1


def test_a_short_answer_goes_as_it_is():
    assert not answered("br", JsonResponse({"unread": 2})).has_header("Content-Encoding")
