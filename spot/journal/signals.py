"""News of the journal."""

from typing import Any

from django.dispatch import Signal


class News(Signal):
    """A signal whose sender is a verb's name. Django compares senders by identity, so each name is kept once."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str | None, str | None] = {}

    def connect(self, receiver: Any, sender: Any = None, *args: Any, **kwargs: Any) -> None:
        super().connect(receiver, self._once(sender), *args, **kwargs)

    def disconnect(self, receiver: Any = None, sender: Any = None, dispatch_uid: Any = None) -> bool:
        return super().disconnect(receiver, self._once(sender), dispatch_uid)

    def send(self, sender: Any, **named: Any) -> list[tuple[Any, Any]]:
        return super().send(self._once(sender), **named)

    def _once(self, name: str | None) -> str | None:
        return self._names.setdefault(name, name)


# Inside the transaction, once per entry, `sender` being the verb ("campaigns.submit"); keyword arguments: `entry`,
# `thing`. A receiver may raise Refused, which undoes the verb.
recorded = News()

# After commit, `sender` None; keyword argument: `streams`, the names of the streams that moved. Only a hint.
hinted = Signal()
