"""A form sent twice makes one thing: a double click, a reload, a line that was cut, twenty posts at once.

The page puts a key of one use into the form (`{% form_key %}`); `@sent_once` keeps it beside what the post made, in the
same transaction, so that the same post again is sent to the same place. The same key with other words is a question, and so
are the same words with another key within the hour (a browser that goes back may ask for the page again). A post without a key (a program, an old page) is the same post when the same person sends the same words within a few seconds.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from spot.common import idempotency
from spot.common.asked import in_form
from spot.common.refusals import Refused
from spot.common.web import see_other

FIELD = "form_key"
ANOTHER = "form_another"  # said by the question's own form
WITHOUT_KEY = timedelta(seconds=10)
OF_LATE = timedelta(hours=1)
NOT_WORDS = {FIELD, ANOTHER, "csrfmiddlewaretoken", "password"}  # the last: of the question before what matters

View = Callable[..., HttpResponse]
Act = Callable[[], HttpResponse]


class _NotMade(Exception):  # noqa: N818  carries an answer out of the transaction, which is undone
    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def new_key() -> str:
    return str(uuid.uuid4())


def sent_once(view: View) -> View:
    """For a view whose POST makes something and answers 303 to it. Stands below `@opens_to`."""
    return _guarded(view, answered_once)


def sent_once_in_steps(view: View) -> View:
    """For a view that makes several things, each in its transaction, and answers with a page that reports them.

    Other words with the same key are another act there: going back to place some more is how people work.
    """
    return _guarded(view, _reported_once)


def _guarded(view: View, answered: Callable[[HttpRequest, Act], HttpResponse]) -> View:
    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return answered(request, lambda: view(request, *args, **kwargs))

    once.sent_once = True  # type: ignore[attr-defined] # read by the test of the kind
    return once


def answered_once(request: HttpRequest, act: Act) -> HttpResponse:
    """What `act` answers; to the same post, the same. An answer of 400 and above undoes and keeps nothing.

    Called by hand where a view has work to do (a file to look at) before the transaction in which it makes something.
    """
    words = _digest(request)
    named: dict[str, Any] = {"user_id": request.user.pk, "path": request.path, "key": _key(request) or words}
    # A file has to be chosen anew by whoever went back: sent again, it is meant.
    if _key(request) and ANOTHER not in request.POST and not request.FILES:
        made = idempotency.answer_to_the_same(**named, body=words.encode(), within=OF_LATE)
        if made:
            return _question(request, made["location"], is_same=True)
    fresh: list[HttpResponse] = []

    def first_time() -> idempotency.Answered:
        fresh.append(_made(act()))
        return fresh[0].status_code, {"location": fresh[0].headers["Location"]}

    try:
        _status, answer = idempotency.once(**named, body=words.encode(), act=first_time, kept_for=_kept_for(request))
    except _NotMade as undone:
        return undone.response
    except Refused as refusal:
        if refusal.code != "key_reused":
            raise
        return _question(request, idempotency.answer_to(**named)["location"])
    return fresh[0] if fresh else _again(request, answer["location"])


def _reported_once(request: HttpRequest, act: Act) -> HttpResponse:
    words = _digest(request)

    def report() -> idempotency.Answered:
        response = _made(act())
        return response.status_code, {"page": response.content.decode()}

    try:
        status, answer = idempotency.once_in_steps(
            user_id=request.user.pk, path=request.path, key=f"{_key(request)}:{words}", body=words.encode(),
            act=report, kept_for=_kept_for(request),
        )  # fmt: skip
    except _NotMade as undone:
        return undone.response
    return HttpResponse(answer["page"], status=status)


def _made(response: HttpResponse) -> HttpResponse:
    if response.status_code >= 400:
        raise _NotMade(response)
    return response


def _again(request: HttpRequest, location: str) -> HttpResponse:
    messages.info(request, _("Déjà envoyé : voici ce qui a été créé."))
    return see_other(location)


def _question(request: HttpRequest, location: str, *, is_same: bool = False) -> HttpResponse:
    """Open what was made, or make another with what was typed; files have to be chosen again."""
    typed = [(name, value) for name, values in _words(request).items() for value in values]
    context = {"location": location, "typed": typed, "has_files": bool(request.FILES), "is_same": is_same}
    return render(request, "spot/errors/sent_before.html", context, status=409)


def _key(request: HttpRequest) -> str:
    """The key of the form; nothing when there is none, or one of somebody's own making."""
    return str(in_form(request).key(FIELD) or "")


def _kept_for(request: HttpRequest) -> timedelta:
    return idempotency.KEPT if _key(request) else WITHOUT_KEY


def _words(request: HttpRequest) -> Mapping[str, list[str]]:
    words: dict[str, list[str]] = {}
    for name, value in in_form(request).as_typed():
        if name not in NOT_WORDS:
            words.setdefault(name, []).append(value)
    return words


def _digest(request: HttpRequest) -> str:
    """Of what was typed and chosen, whatever the order of the fields."""
    files = {name: [_sha256(file) for file in request.FILES.getlist(name)] for name in request.FILES}
    return hashlib.sha256(json.dumps([_words(request), files], sort_keys=True).encode()).hexdigest()


def _sha256(file: Any) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()
