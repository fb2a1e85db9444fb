"""Mixed load by role, against `make stack` with SPOT_THROTTLE=0:

locust --headless --users 200 --spawn-rate 20 --run-time 3m --host http://127.0.0.1:PORT
"""

import random
import re
from typing import Any

from locust import HttpUser, between, task

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Person(HttpUser):
    """Somebody signed in, reading their pages at a person's pace."""

    abstract = True
    username, password = "", "demo1234"
    wait_time = between(1, 4)

    def on_start(self) -> None:
        token = TOKEN.search(self.client.get("/login/").text)
        if token is None:
            raise RuntimeError("the sign-in page has no form")
        fields = {"username": self.username, "password": self.password, "csrfmiddlewaretoken": token[1]}
        self.client.post("/login/", fields, headers={"Referer": f"{self.host}/login/"})

    def items(self, path: str) -> list[dict[str, Any]]:
        name = path.split("?", maxsplit=1)[0]
        return list(self.client.get(path, name=name).json()["items"])

    def post(self, path: str, body: dict[str, Any], *, name: str, accepted: tuple[int, ...]) -> None:
        """An API call; a refusal that the contract names is an answer, not a failure."""
        headers = {"X-CSRFToken": self.client.cookies.get("csrftoken", ""), "Referer": f"{self.host}/"}
        with self.client.post(path, json=body, headers=headers, name=name, catch_response=True) as answer:
            if answer.status_code in accepted:
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
    weight, username = 40, "annonceur"

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
    weight, username, password = 15, "admin", "admin123"

    @task
    def works_the_queue(self) -> None:
        self.client.get(
            random.choice(["/console/dashboard/", "/console/campaigns/", "/console/spots/", "/console/people/"])
        )


class Broadcaster(Person):
    weight, username = 20, "diffuseur"

    @task(4)
    def follows_the_day(self) -> None:
        self.client.get("/api/v1/planning/snapshot")

    @task(2)
    def reads(self) -> None:
        self.client.get(random.choice(["/diffusion/", "/diffusion/planning/", "/diffusion/spots/", "/diffusion/late/"]))

    @task(1)
    def confirms_an_airing(self) -> None:
        planned = self.items("/api/v1/airings?status=planned&page_size=50")
        if planned:
            airing = planned[0]
            body = {"version": airing["version"]}
            self.post(f"/api/v1/airings/{airing['id']}/confirm", body, name="confirm", accepted=(200, 409))

    @task(1)
    def books(self) -> None:
        breaks, spots = self.items("/api/v1/breaks"), self.items("/api/v1/spots?status=approved&page_size=50")
        if breaks and spots:
            body = {"spot": random.choice(spots)["id"], "break": random.choice(breaks)["id"]}
            self.post("/api/v1/bookings", body, name="bookings", accepted=(201, 409))


class Manager(Person):
    weight, username = 5, "responsable"

    @task
    def reads_the_month(self) -> None:
        self.client.get("/reports/overview/")
