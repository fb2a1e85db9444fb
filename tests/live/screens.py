"""What a screen does with frames: it applies them, and knows which numbers it was given."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

PATIENCE = 8.0


async def frame(ws: Any, kind: str | None = None, *, within: float = PATIENCE) -> dict[str, Any]:
    """The next frame, or the next of a kind."""
    async with asyncio.timeout(within):
        while True:
            received = json.loads(await ws.recv())
            if kind is None or received.get("type") == kind:
                return received


async def close_code(ws: Any, *, within: float = PATIENCE) -> int:
    async with asyncio.timeout(within):
        await ws.wait_closed()
    return ws.close_code


@dataclass
class Screen:
    """A planning screen: its day as it believes it to be, and every number it was sent."""

    ws: Any
    items: dict[str, Any] = field(default_factory=dict)
    breaks: dict[str, Any] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    seq: int = 0

    async def start(self) -> "Screen":
        self.apply(await frame(self.ws))
        return self

    async def up_to(self, seq: int, *, within: float = PATIENCE) -> "Screen":
        async with asyncio.timeout(within):
            while self.seq < seq:
                self.apply(json.loads(await self.ws.recv()))
        return self

    def apply(self, received: dict[str, Any]) -> None:
        kind = received["type"]
        if kind == "snapshot":
            self.items = {item["id"]: item for item in received["items"]}
            self.breaks = {place["id"]: place for place in received["breaks"]}
            self.seq = received["seq"]
        elif kind == "update":
            self._event(received)
        elif kind in {"updates", "resume"}:
            for event in received["events"]:
                self._event(event)

    def _event(self, event: dict[str, Any]) -> None:
        name, kept = ("item", self.items) if "item" in event else ("break", self.breaks)
        if event["action"] == "remove":
            kept.pop(event[name]["id"], None)
        else:
            kept[event[name]["id"]] = event[name]
        self.numbers.append(event["seq"])
        self.seq = event["seq"]

    def is_like(self, snapshot: dict[str, Any]) -> bool:
        return self.items == {item["id"]: item for item in snapshot["items"]} and self.breaks == {
            place["id"]: place for place in snapshot["breaks"]
        }
