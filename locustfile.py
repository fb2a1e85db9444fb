"""Mixed load by role, against `make stack` with SPOT_THROTTLE=0:

manage.py load_sample --people 100      (with the stack's DATABASE_URL and DATA_DIR)
locust --headless --users 200 --spawn-rate 10 --run-time 3m --host http://127.0.0.1:PORT

Everybody signs in with an account of their own; who does not come in stops the run. Screens of the control room keep a
socket open. A refusal that the contract names (409) is counted under its own name, neither success nor failure of the
call. docs/performance.md has the figures.
"""

import itertools
import json
import random
import re
import time
from typing import Any

import gevent
from locust import HttpUser, between, task
from locust.exception import StopUser
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEE_OTHER = 303


class Person(HttpUser):
    """Somebody signed in, reading their pages at a person's pace."""

    abstract = True
    role, password = "", "demo1234"
    wait_time = between(1, 4)
    numbers: "itertools.count[int]"

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        cls.numbers = itertools.count()

    def on_start(self) -> None:
        self.username = f"essai.{self.role}.{next(self.numbers)}"
        token = TOKEN.search(self.client.get("/login/").text)
        fields = {"username": self.username, "password": self.password, "csrfmiddlewaretoken": token and token[1]}
        headers = {"Referer": f"{self.host}/login/"}
        with self.client.post("/login/", fields, headers=headers, allow_redirects=False, catch_response=True) as answer:
            if answer.status_code != SEE_OTHER:
                answer.failure(f"{self.username} did not come in: {answer.status_code}")
                raise StopUser
        self.arrive()

    def arrive(self) -> None:
        """What this person opens for the whole evening."""

    def items(self, path: str) -> list[dict[str, Any]]:
        answer = self.client.get(path, name=path.split("?", maxsplit=1)[0])
        return list(answer.json()["items"]) if answer.ok else []

    def post(self, path: str, body: dict[str, Any], *, name: str) -> None:
        """An API call; a refusal is a line of its own in the report."""
        headers = {"X-CSRFToken": self.client.cookies.get("csrftoken", ""), "Referer": f"{self.host}/"}
        with self.client.post(path, json=body, headers=headers, name=name, catch_response=True) as answer:
            if answer.status_code == 409:
                answer.request_meta["name"] = f"{name}, refused: {answer.json()['error']}"
                answer.success()


class Visitor(HttpUser):
    """Somebody who looks at prices."""

    weight = 20
    wait_time = between(1, 5)

    @task(3)
    def reads(self) -> None:
        self.client.get(random.choice(["/", "/pricing/", "/cost-simulator/"]))

    @task(5)
    def asks_a_price(self) -> None:
        line = {
            "daypart": random.choice(["midi", "access", "prime"]),
            "seconds": random.choice([15, 30, 45]),
            "airings": random.randint(1, 60),
        }
        self.client.post("/api/v1/quotes", json={"lines": [line]})


class Advertiser(Person):
    weight, role = 40, "advertiser"

    @task(4)
    def looks_at_home(self) -> None:
        self.client.get("/home/")

    @task(3)
    def reads_lists(self) -> None:
        self.client.get(random.choice(["/campaigns/", "/spots/", "/broadcasts/", "/notifications/"]))

    @task(2)
    def opens_a_campaign(self) -> None:
        if campaigns := self.items("/api/v1/campaigns?page_size=20"):
            self.client.get(f"/campaigns/{random.choice(campaigns)['id']}/", name="/campaigns/<uuid>/")


class Administrator(Person):
    weight, role = 15, "admin"

    @task
    def works_the_queue(self) -> None:
        self.client.get(
            random.choice(["/console/dashboard/", "/console/campaigns/", "/console/spots/", "/console/people/"])
        )


class Broadcaster(Person):
    """The control room: a socket that follows the day, and what is done beside it."""

    weight, role = 20, "broadcaster"
    socket: ClientConnection | None = None

    def arrive(self) -> None:
        cookies = "; ".join(f"{name}={value}" for name, value in self.client.cookies.items())
        url = f"{self.host}/ws/diffusion/planning/".replace("http", "ws", 1)
        began = time.perf_counter()
        try:
            self.socket = connect(url, origin=self.host, additional_headers={"Cookie": cookies}, compression=None)
            first = json.loads(self.socket.recv(timeout=10))["type"]
            self._count("first frame", began, None if first == "snapshot" else ValueError(first))
            gevent.spawn(self._listen, self.socket)
        except (OSError, ConnectionClosed, TimeoutError) as failure:
            self._count("first frame", began, failure)

    def on_stop(self) -> None:
        if self.socket:
            self.socket.close()

    def _listen(self, socket: ClientConnection) -> None:
        """Count what arrives; a socket that the site closes is a failure."""
        try:
            for _ in socket:
                self._count("frame", time.perf_counter(), None)
        except ConnectionClosed as closed:
            self._count("closed", time.perf_counter(), closed)

    def _count(self, name: str, began: float, failure: Exception | None) -> None:
        self.environment.events.request.fire(
            request_type="WS",
            name=name,
            response_time=(time.perf_counter() - began) * 1000,
            response_length=0,
            exception=failure,
        )

    @task(4)
    def follows_the_day(self) -> None:
        self.client.get("/api/v1/planning/snapshot")

    @task(2)
    def reads(self) -> None:
        self.client.get(random.choice(["/diffusion/", "/diffusion/planning/", "/diffusion/spots/", "/diffusion/late/"]))

    @task(1)
    def confirms_an_airing(self) -> None:
        if planned := self.items("/api/v1/airings?status=planned&page_size=50"):
            airing = random.choice(planned)
            self.post(f"/api/v1/airings/{airing['id']}/confirm", {"version": airing["version"]}, name="confirm")

    @task(1)
    def books(self) -> None:
        breaks, spots = self.items("/api/v1/breaks"), self.items("/api/v1/spots?status=approved&page_size=50")
        if breaks and spots:
            body = {"spot": random.choice(spots)["id"], "break": random.choice(breaks)["id"]}
            self.post("/api/v1/bookings", body, name="bookings")


class Manager(Person):
    weight, role = 5, "manager"

    @task
    def reads_the_month(self) -> None:
        self.client.get("/reports/overview/")
