"""Frames as text, encoded once for everybody: an event is encoded alone and joined with others by hand."""

import json
from collections.abc import Sequence
from typing import Any


def encode(thing: dict[str, Any]) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def snapshot(day: str, seq: int, at: str, content: str) -> str:
    """`content` is the day's breaks and airings, encoded; the hour is the one it is sent at, for screens set their clock by it."""
    return f'{{"type":"snapshot","day":"{day}","seq":{seq},"at":"{at}",' + content[1:]


def update(events: Sequence[str]) -> str:
    """A lone event, or several in one frame."""
    if len(events) == 1:
        return '{"type":"update",' + events[0][1:]
    return '{"type":"updates","events":[' + ",".join(events) + "]}"


def resume(day: str, seq: int, events: Sequence[str]) -> str:
    return f'{{"type":"resume","day":"{day}","seq":{seq},"events":[' + ",".join(events) + "]}"


def heartbeat(seq: int, at: str) -> str:
    return f'{{"type":"heartbeat","seq":{seq},"at":"{at}"}}'


def presence(people: Sequence[dict[str, Any]]) -> str:
    return encode({"type": "presence", "people": people})
