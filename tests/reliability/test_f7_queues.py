"""F7: queued work under fire. A mail server that is silent or refuses, workers killed, a database that goes away:
no verdict waits for a mail, nothing queued is lost, and what was given up is said.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.live.station import ROOT, Station, until
from tests.reliability.post import LATER, NEVER, OK, SILENT, PostOffice, open_post_office
from tests.reliability.servers import OwnPostgres

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
WITHIN_SECONDS = 30  # a machine that does much else besides; what is waited for comes within two
TASKS = "django_tasks_database_dbtaskresult"
WORKER = ("manage.py", "run_worker", "--interval", "0.2")
FORMER_WORKER = ("manage.py", "db_worker", "--queue-name", "*", "--interval", "0.2", "--no-reload")
CLERK = """
import json, sys, django
django.setup()
from django.db import connections
from spot.accounts.models import User
from spot.campaigns.models import Campaign
from spot.common import files, mails
from spot.accounts import mails as ours
from spot.creatives import tasks
from tests import cast
for line in sys.stdin:
    exec(json.loads(line))
    connections.close_all()
    print("done", flush=True)
"""
DELIVER = """
awa = User.objects.get(username="awa")
made = cast.spot(Campaign.objects.get(), "{title}", by=awa, status="processing")
place = files.stored("spots/{title}.mp4")
place.parent.mkdir(parents=True, exist_ok=True)
place.write_bytes(b"film")
made.versions.update(file="spots/{title}.mp4", sha256=files.sha256_of(place))
tasks.verdict.enqueue(str(made.latest.pk))
"""
WRITE = 'mails.queue(ours.unknown_account, email="fatou@riz.example")\n'
WRITE_TO_AWA = """
awa = User.objects.get(username="awa")
mails.queue(ours.password_reset_key, user=str(awa.pk))
"""


@dataclass
class Desk(Station):
    """A station without pages: its database, its mail server, and workers."""

    office: PostOffice | None = None
    clerk: subprocess.Popen[str] | None = None

    def open(self) -> "Desk":
        self.clerk = subprocess.Popen(
            [sys.executable, "-c", CLERK],
            env=self.env,
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def close(self) -> None:
        self.clerk.communicate(timeout=20)

    @property
    def database(self) -> psycopg.Connection:
        return psycopg.connect(self.variables["DATABASE_URL"], autocommit=True)

    def one(self, sql: str, *values: object) -> tuple:
        with self.database as database:
            return database.execute(sql, values).fetchone() or ()

    def do(self, code: str) -> None:
        """What a page would do, in a process that is there already."""
        self.clerk.stdin.write(json.dumps(code) + "\n")
        self.clerk.stdin.flush()
        assert self.clerk.stdout.readline() == "done\n"

    def status_of(self, title: str) -> str:
        version = "SELECT v.status FROM spot_spotversion v JOIN spot_spot s ON s.id = v.spot_id"
        return str(self.one(f"{version} WHERE s.title = %s", title)[0])

    def task(self, lane: str) -> tuple:
        """Status, attempts, last failure of the newest task of a lane."""
        newest = f"FROM {TASKS} WHERE queue_name = %s ORDER BY enqueued_at DESC LIMIT 1"
        return self.one(f"SELECT status, jsonb_array_length(worker_ids), exception_class_path {newest}", lane)

    def is_running(self, lane: str) -> bool:
        return self.task(lane)[0] == "RUNNING"

    def worker_of(self, lane: str) -> int:
        """The process that does the newest task of a lane."""
        (name,) = self.one(f"SELECT worker_ids->>-1 FROM {TASKS} WHERE queue_name = %s AND status = 'RUNNING'", lane)
        return int(name.split("/")[1])

    def time_passes(self) -> None:
        """Whatever was put off is due."""
        with self.database as database:
            database.execute(f"UPDATE {TASKS} SET run_after = now() WHERE status = 'READY'")

    def invariants(self) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "manage.py", "verify_invariants"]
        return subprocess.run(command, env=self.env, cwd=ROOT, capture_output=True, text=True, check=False)

    @contextmanager
    def working(self, command: tuple[str, ...] = WORKER) -> Iterator[subprocess.Popen[bytes]]:
        with (self.data_dir / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command], env=self.env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    @contextmanager
    def check_held(self) -> Iterator[None]:
        """A check that has begun cannot end: somebody else holds the versions."""
        with self.database as database, database.transaction():
            database.execute("LOCK TABLE spot_spotversion IN EXCLUSIVE MODE")
            yield


@pytest.fixture
def desk(own_servers, seeded: Station, tmp_path) -> Iterator[Desk]:
    postgres: OwnPostgres = own_servers[0]
    if not postgres.process:
        postgres.start()
    with open_post_office() as office:
        variables = {
            "DATABASE_URL": postgres.copy(f"desk-{uuid4().hex[:8]}", of="evening"), "DJANGO_USE_SQLITE": "0",
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(office.port), "EMAIL_TIMEOUT": "3", "LOG_LEVEL": "INFO",
        }  # fmt: skip
        made = Desk(tmp_path, variables, seeded.seeded, office=office).open()
        with made.database as database:
            database.execute(f"DELETE FROM {TASKS}")  # what the seeding had to tell people
        yield made
        made.close()


def verdict_beside_a_silent_mail(desk: Desk, command: tuple[str, ...]) -> str:
    """Where the spot stands a few seconds after it came, while a mail has no answer."""
    desk.variables["EMAIL_TIMEOUT"], desk.office.answer = "60", SILENT
    desk.do(WRITE)
    with desk.working(command):
        until(lambda: desk.office.asked, WITHIN_SECONDS)
        desk.do(DELIVER.format(title="a"))
        ends = time.monotonic() + 6
        while desk.status_of("a") == "processing" and time.monotonic() < ends:
            time.sleep(0.1)
        assert desk.is_running("mails")
        return desk.status_of("a")


def test_a_verdict_does_not_wait_for_a_silent_mail_server(desk):
    assert verdict_beside_a_silent_mail(desk, WORKER) == "pending_review"


def test_the_checker_sees_a_verdict_that_waits(desk):
    assert verdict_beside_a_silent_mail(desk, FORMER_WORKER) == "processing"


def test_a_mail_without_an_answer_is_let_go_and_sent_later(desk):
    desk.office.answer = SILENT
    desk.do(WRITE)
    with desk.working():
        until(lambda: desk.task("mails") == ("READY", 1, "smtplib.SMTPServerDisconnected"), WITHIN_SECONDS)
        desk.office.answer = OK
        assert desk.office.letters == []

        desk.time_passes()
        until(lambda: desk.task("mails")[0] == "SUCCESSFUL", WITHIN_SECONDS)

    (letter,) = desk.office.letters
    assert letter["To"] == "fatou@riz.example"


def test_a_mail_put_off_by_the_server_arrives(desk):
    desk.office.answer = LATER
    desk.do(WRITE)
    with desk.working():
        until(lambda: desk.task("mails") == ("READY", 1, "smtplib.SMTPRecipientsRefused"), WITHIN_SECONDS)
        desk.office.answer = OK
        desk.time_passes()
        until(lambda: desk.office.letters, WITHIN_SECONDS)


def test_a_mail_refused_for_good_is_given_up_and_administrators_hear_of_it(desk):
    desk.office.answer = NEVER
    desk.do(WRITE_TO_AWA)
    with desk.working():
        until(lambda: desk.task("mails")[0] == "FAILED", WITHIN_SECONDS)

    assert desk.task("mails")[1] == 1
    told = "SELECT u.username, n.title, n.text FROM spot_notification n JOIN spot_user u ON u.id = n.user_id"
    assert desk.one(told)[:2] == ("aminata", "Courriel non remis")
    assert "awa@bf1.example n’a pas pu être remis : le serveur de courriel a répondu 550" in desk.one(told)[2]


def test_a_check_whose_worker_is_killed_is_done_by_the_next(desk):
    desk.do(DELIVER.format(title="a"))
    with ExitStack() as hold:
        hold.enter_context(desk.check_held())
        hold.enter_context(desk.working())
        until(lambda: desk.is_running("checks"), WITHIN_SECONDS)
        os.kill(desk.worker_of("checks"), signal.SIGKILL)
        until(lambda: desk.task("checks")[0] == "READY", WITHIN_SECONDS)
    with desk.working():
        desk.time_passes()
        until(lambda: desk.status_of("a") == "pending_review", WITHIN_SECONDS)

    assert desk.task("checks")[1] == 2


def test_when_all_workers_are_killed_the_invariants_say_what_hangs_and_the_next_start_heals_it(desk):
    desk.do(DELIVER.format(title="a"))
    with desk.check_held():
        with desk.working():
            until(lambda: desk.is_running("checks"), WITHIN_SECONDS)
        said = desk.invariants()
        assert said.returncode == 1
        assert "its worker is gone" in said.stdout
    assert desk.status_of("a") == "processing"

    with desk.working():
        until(lambda: desk.task("checks")[0] == "READY", WITHIN_SECONDS)
        desk.time_passes()
        until(lambda: desk.status_of("a") == "pending_review", WITHIN_SECONDS)

    assert "its worker is gone" not in desk.invariants().stdout


def test_the_former_worker_left_such_a_task_running_for_ever(desk):
    desk.do(DELIVER.format(title="a"))
    with desk.check_held(), desk.working(FORMER_WORKER):
        until(lambda: desk.is_running("checks"), WITHIN_SECONDS)
    with desk.working(FORMER_WORKER):
        time.sleep(4)

    assert desk.is_running("checks")


def test_a_letter_of_a_killed_worker_is_sent_again_and_known_as_the_same(desk):
    desk.office.holds = 5
    desk.do(WRITE)
    with desk.working():
        until(lambda: desk.office.letters, WITHIN_SECONDS)
        os.kill(desk.worker_of("mails"), signal.SIGKILL)
        desk.office.holds = 0
        until(lambda: desk.task("mails")[0] == "READY", WITHIN_SECONDS)
        desk.time_passes()
        until(lambda: desk.task("mails")[0] == "SUCCESSFUL", WITHIN_SECONDS)

    first, second = desk.office.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_the_workers_outlive_a_database_that_goes_away(desk, own_servers):
    postgres = own_servers[0]
    with desk.working() as worker:
        desk.do(DELIVER.format(title="a"))
        until(lambda: desk.status_of("a") == "pending_review", WITHIN_SECONDS)
        lanes = children_of(worker.pid)
        postgres.stop()
        time.sleep(10)
        postgres.start()
        desk.do(DELIVER.format(title="b") + WRITE)
        until(lambda: desk.status_of("b") == "pending_review", WITHIN_SECONDS)
        until(lambda: desk.office.letters, WITHIN_SECONDS)

        assert children_of(worker.pid) == lanes


def test_a_check_that_the_database_left_in_the_middle_is_done_when_it_is_back(desk, own_servers):
    postgres = own_servers[0]
    desk.do(DELIVER.format(title="a"))
    with ExitStack() as around:
        hold = ExitStack()
        hold.enter_context(desk.check_held())
        around.enter_context(desk.working())
        until(lambda: desk.is_running("checks"), WITHIN_SECONDS)
        postgres.stop(signal.SIGQUIT)
        with suppress(psycopg.Error):
            hold.close()
        postgres.start()
        until(lambda: desk.task("checks")[0] != "RUNNING", WITHIN_SECONDS)
        desk.time_passes()
        until(lambda: desk.status_of("a") == "pending_review", WITHIN_SECONDS)


def test_a_worker_told_to_end_hands_back_what_it_cannot_finish(desk):
    desk.do(DELIVER.format(title="a"))
    with desk.check_held():
        with desk.working() as worker:
            until(lambda: desk.is_running("checks"), WITHIN_SECONDS)
            worker.terminate()

            assert worker.wait(WITHIN_SECONDS) == 0
        assert desk.task("checks")[:2] == ("READY", 0)
    with desk.working():
        until(lambda: desk.status_of("a") == "pending_review", WITHIN_SECONDS)


def test_workers_end_with_a_supervisor_that_is_killed(desk):
    with desk.working() as worker:
        until(lambda: len(children_of(worker.pid)) == 3, WITHIN_SECONDS)
        lanes = children_of(worker.pid)
        worker.kill()
        until(lambda: not [pid for pid in lanes if is_alive(pid)], WITHIN_SECONDS)


def children_of(pid: int) -> list[int]:
    told = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout
    return sorted(int(line) for line in told.split())


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
