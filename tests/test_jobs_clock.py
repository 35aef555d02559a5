"""When jobs run: with clocks of our own, on both databases."""

import json
import os
import socket
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from sqlalchemy import Engine, event, insert, select, update
from sqlalchemy.exc import OperationalError

from models import jobs as ledger
from models.crawls import begin_crawl, register
from models.database import writing
from models.jobs import JobState, job_states
from models.patience import Patience
from models.tables import crawls, jobs, outlets
from scrapers.jobs.crawling import Ended, Renew
from scrapers.jobs.declared import Job
from scrapers.jobs.listed import jobs_table
from scrapers.jobs.running import run_job, run_or_fail
from scrapers.jobs.schedule import Schedule, due_from
from scrapers.jobs.staying import stay
from scrapers.log import Json
from scrapers.spiders.voaislam import VoaIslamSpider

LEASE = timedelta(minutes=2)
QUARTERLY = Schedule(every=timedelta(minutes=15))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def news(schedule: Schedule = QUARTERLY) -> Job:
    return Job(name="news", outlet="voaislam", arguments={}, schedule=schedule)


class Clock:
    def __init__(self, text: str) -> None:
        self.now = moment(text)

    def __call__(self) -> datetime:
        return self.now


class Work:
    """A run that takes as long as told, and ends with the status told."""

    def __init__(self, clock: Clock, minutes: float = 1, status: int = 0) -> None:
        self.clock, self.span, self.status = clock, timedelta(minutes=minutes), status
        self.began: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def __call__(self, job: Job, renew: Renew) -> Ended:
        self.began.append(f"{self.clock.now:%H:%M}")
        self.meanwhile()
        end = self.clock.now + self.span
        while self.clock.now < end:
            self.clock.now += min(timedelta(minutes=1), end - self.clock.now)
            assert renew()
        return Ended(self.status)


def tick(engine: Engine, work: Work, job: Job | None = None) -> str | None:
    return run_job(engine, job or news(), work, lease=LEASE, only_if_due=True, clock=work.clock)


@pytest.mark.parametrize(
    ("ended", "stopped", "told"),
    [
        (Ended(0), False, []),
        (Ended(75), False, []),
        (Ended(3), False, [("broken", "exit status 3")]),  # and no crawl that told it
        (Ended(5, "it did not end"), False, [("failed", "it did not end")]),
        (Ended(-9, "killed by signal 9"), False, [("lost", "killed by signal 9")]),
        (Ended(5), True, []),
    ],
)
def test_what_no_crawl_tells_its_run_does(
    engine: Engine, ended: Ended, told: list[tuple[str, str]], *, stopped: bool
) -> None:
    messages: list[dict[str, Any]] = []
    clock, patience = Clock("2026-03-01T10:00"), Patience()
    if stopped:
        patience.stop.set()
    run_job(
        engine, news(), lambda *_: ended, lease=LEASE, only_if_due=True, patience=patience,
        tell=messages.append, clock=clock,
    )  # fmt: skip
    assert [(each["outcome"], each["reason"]) for each in messages] == told


def test_a_crawl_that_told_how_it_went_is_not_told_of_twice(engine: Engine) -> None:
    messages: list[dict[str, Any]] = []
    clock = Clock("2026-03-01T10:00")
    outlet_id = register(engine, VoaIslamSpider.outlet)

    def broke(*_: object) -> Ended:
        begin_crawl(engine, outlet_id, arguments={}, version="0", now=clock.now, job="news")
        return Ended(3)

    run_job(engine, news(), broke, lease=LEASE, only_if_due=True, tell=messages.append, clock=clock)
    assert messages == []


def test_a_run_that_died_is_told_of_by_the_next(engine: Engine) -> None:
    messages: list[dict[str, Any]] = []
    clock = Clock("2026-03-01T10:00")
    ledger.notice(engine, ["news"], clock.now)
    seen = job_states(engine)["news"]
    assert ledger.take(engine, seen, "dead", now=clock.now, held_until=clock.now + LEASE)
    clock.now += LEASE
    run_job(
        engine, news(), Work(clock), lease=LEASE, only_if_due=True, tell=messages.append,
        clock=clock,
    )  # fmt: skip
    assert [(each["job"], each["outcome"], each["reason"]) for each in messages] == [
        ("news", "lost", "ended without a word")
    ]


def until(engine: Engine, work: Work, end: str, job: Job | None = None) -> None:
    while work.clock.now < moment(end):
        tick(engine, work, job)
        work.clock.now += timedelta(minutes=1)


def test_a_job_runs_once_in_each_interval(engine: Engine) -> None:
    work = Work(Clock("2026-03-01T10:07"))
    until(engine, work, "2026-03-01T11:00")
    assert work.began == ["10:07", "10:15", "10:30", "10:45"]


def test_after_downtime_it_catches_up_once(engine: Engine) -> None:
    work = Work(Clock("2026-03-01T10:00"))
    assert tick(engine, work) == "ok"
    work.clock.now = moment("2026-03-04T08:03")
    until(engine, work, "2026-03-04T08:20")
    assert work.began == ["10:00", "08:03", "08:15"]


def test_a_job_longer_than_its_interval_skips_what_passed_meanwhile(engine: Engine) -> None:
    work = Work(Clock("2026-03-01T10:00"), minutes=40)
    until(engine, work, "2026-03-01T12:00")
    assert work.began == ["10:00", "10:45", "11:30"]


def test_a_job_never_overlaps_itself(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    work = Work(Clock("2026-03-01T10:00"), minutes=40)
    answers: list[str | None] = []

    def elsewhere() -> None:
        other = Work(Clock("2026-03-01T10:01"))
        answers.append(tick(engine, other))
        answers.append(
            run_job(engine, news(), other, lease=LEASE, only_if_due=False, clock=other.clock)
        )
        assert other.began == []

    work.meanwhile = elsewhere
    assert tick(engine, work) == "ok"
    assert answers == [None, "busy"]
    (told,) = [each for each in caplog.messages if "runs already" in each]
    assert told.startswith(f"job news runs already: {socket.gethostname()}:{os.getpid()}:")
    assert "since 2026-03-01 10:00:00 UTC" in told
    assert told.endswith("it can be run again after 2026-03-01 10:02:00 UTC")


def test_each_event_of_a_run_names_job_and_outlet(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    clock = Clock("2026-03-01T10:00")

    def slept(_job: Job, renew: Renew) -> Ended:
        clock.now += LEASE
        tick(engine, Work(Clock("2026-03-01T10:02")))
        assert not renew()
        return Ended(5)

    assert run_job(engine, news(), slept, lease=LEASE, only_if_due=True, clock=clock) == "failed"
    assert "job news: its lease is somebody else's by now: the crawl ends" in caplog.messages
    events = [json.loads(Json().format(each)) for each in caplog.records]
    assert [(each["job"], each["outlet"]) for each in events] == [("news", "voaislam")] * 6


def test_of_two_that_see_a_job_due_one_runs_it(engine: Engine) -> None:
    now = moment("2026-03-01T10:00")
    ledger.notice(engine, ["news"], now)
    seen = job_states(engine)["news"]
    assert ledger.take(engine, seen, "one", now=now, held_until=now + LEASE)
    ledger.release(engine, "news", "one", outcome="ok", reason=None, now=now)
    assert not ledger.take(engine, seen, "two", now=now, held_until=now + LEASE)


def test_a_dead_lease_is_taken_over_and_its_crawl_marked_lost(engine: Engine) -> None:
    clock = Clock("2026-03-01T10:00")
    outlet = register(engine, VoaIslamSpider.outlet)
    ledger.notice(engine, ["news"], clock())
    seen = job_states(engine)["news"]
    assert ledger.take(engine, seen, "dead", now=clock(), held_until=clock() + LEASE)
    crawl = begin_crawl(engine, outlet, arguments={}, version="0", now=clock(), job="news")
    work = Work(clock)

    def look() -> None:
        state = job_states(engine)["news"]
        assert (state.outcome, state.reason) == ("lost", "ended without a word")

    work.meanwhile = look  # the run that goes on says nothing of how the last one ended
    clock.now += LEASE - timedelta(seconds=1)
    assert tick(engine, work) is None
    clock.now += timedelta(seconds=1)
    assert tick(engine, work) == "ok"
    with engine.connect() as connection:
        row = connection.execute(select(crawls).where(crawls.c.id == crawl)).one()
    assert (row.outcome, row.finished_at) == ("lost", moment("2026-03-01T10:02"))
    assert not ledger.renew(engine, "news", "dead", clock() + LEASE)


def test_a_run_that_died_is_due_again_before_its_next_time(engine: Engine) -> None:
    daily = Schedule(at=(time(17),))  # 10:00 UTC
    now = moment("2026-03-01T10:00")
    ledger.notice(engine, ["news"], now - LEASE)
    seen = job_states(engine)["news"]
    assert ledger.take(engine, seen, "dead", now=now, held_until=now + LEASE)
    assert due_from(daily, job_states(engine)["news"], now) == now + LEASE


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (None, ["never", "", "", "now"]),
        (JobState(name="news", seen_at=moment("2026-03-01T09:50")), ["never", "", "", "now"]),
        (
            JobState(
                name="news", seen_at=moment("2026-03-01T08:00"), outcome="broken", reason="few",
                started_at=moment("2026-03-01T09:45"), done_until=moment("2026-03-01T09:46"),
            ),
            ["2026-03-01 16:45 WIB", "broken", "few", "now"],
        ),
        (
            JobState(
                name="news", seen_at=moment("2026-03-01T08:00"), outcome="ok",
                started_at=moment("2026-03-01T10:00"), done_until=moment("2026-03-01T10:01"),
            ),
            ["2026-03-01 17:00 WIB", "ok", "", "2026-03-01 17:15 WIB"],
        ),
        (
            JobState(
                name="news", seen_at=moment("2026-03-01T08:00"), outcome="broken", reason="few",
                started_at=moment("2026-03-01T10:00"), held_until=moment("2026-03-01T10:04"),
            ),
            ["2026-03-01 17:00 WIB", "running", "", ""],
        ),
        (
            JobState(
                name="news", seen_at=moment("2026-03-01T08:00"), outcome="ok",
                started_at=moment("2026-03-01T09:00"), held_until=moment("2026-03-01T10:03"),
            ),
            ["2026-03-01 16:00 WIB", "died", "", "now"],
        ),
    ],
)  # fmt: skip
def test_the_list_tells_how_a_job_is_doing(state: JobState | None, told: list[str]) -> None:
    states = {} if state is None else {"news": state}
    table = jobs_table([news()], states, moment("2026-03-01T10:03"))
    assert [list(column.cells) for column in table.columns] == [
        [each] for each in ["news", "voaislam", *told]
    ]


@pytest.mark.parametrize(("outcome", "seconds"), [("ok", 30), ("busy", 60)])
def test_a_busy_outlet_alone_makes_a_job_wait_for_longer(outcome: str, seconds: int) -> None:
    now = moment("2026-03-01T10:00")
    state = JobState(name="news", seen_at=now, done_until=now, finished_at=now, outcome=outcome)
    due = due_from(Schedule(every=timedelta(seconds=30)), state, now)
    assert due == now + timedelta(seconds=seconds)


def test_a_crawl_that_holds_its_outlet_is_not_lost(engine: Engine) -> None:
    now = moment("2026-03-01T10:00")
    outlet = register(engine, VoaIslamSpider.outlet)
    crawl = begin_crawl(engine, outlet, arguments={}, version="0", now=now, job="news")
    with engine.begin() as connection:
        connection.execute(update(outlets).values(held_by_crawl=crawl, held_until=now + LEASE))
    assert ledger.mark_lost(engine, "news", now) == 0
    assert ledger.mark_lost(engine, "news", now + LEASE) == 1
    with engine.connect() as connection:
        row = connection.execute(select(crawls).where(crawls.c.id == crawl)).one()
    assert (row.outcome, row.reason) == ("lost", "ended without a word")


def test_a_job_whose_outlet_is_busy_stays_due(engine: Engine) -> None:
    work = Work(Clock("2026-03-01T10:00"), minutes=0, status=75)
    assert tick(engine, work) == "busy"
    assert tick(engine, work) is None
    work.clock.now += timedelta(minutes=1)
    work.status = 0
    assert tick(engine, work) == "ok"
    state = job_states(engine)["news"]
    assert (state.runs, state.outcome, state.holder, state.held_until) == (2, "ok", None, None)


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (0, "ok", None),
        (3, "broken", "exit status 3"),
        (5, "failed", "exit status 5"),
        (2, "failed", "exit status 2"),
        (-9, "lost", "killed by signal 9"),
    ],
)
def test_how_a_run_ended_is_kept(
    engine: Engine, status: int, outcome: str, reason: str | None
) -> None:
    assert tick(engine, Work(Clock("2026-03-01T10:00"), status=status)) == outcome
    state = job_states(engine)["news"]
    assert (state.outcome, state.reason) == (outcome, reason)
    assert state.finished_at == state.done_until == moment("2026-03-01T10:01")


class Away:
    """Lets the next statements of an engine fail as those of a database that is away do."""

    def __init__(self, engine: Engine, statements: int = 0) -> None:
        self.left = statements
        event.listen(engine, "before_cursor_execute", self)

    def __call__(self, *_: object) -> None:
        if self.left:
            self.left -= 1
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise OperationalError("", {}, error)


def test_a_database_that_is_away_is_tried_again_at_each_step_of_a_run(engine: Engine) -> None:
    work, away = Work(Clock("2026-03-01T10:00"), minutes=0), Away(engine, 1)
    work.meanwhile = lambda: setattr(away, "left", 1)
    outcome = run_job(
        engine, news(), work, lease=LEASE, only_if_due=True, patience=Patience(10), clock=work.clock
    )
    assert (outcome, away.left) == ("ok", 0)
    state = job_states(engine)["news"]
    assert (state.runs, state.outcome, state.holder) == (1, "ok", None)


def test_a_run_whose_end_the_database_does_not_take_has_failed(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    work, away = Work(Clock("2026-03-01T10:00"), minutes=0), Away(engine)
    work.meanwhile = lambda: setattr(away, "left", 99)
    assert run_or_fail(partial(tick, engine, work), news()) == "failed"
    assert caplog.messages[-1] == "job news: the database is away: database is locked"
    work.meanwhile, away.left = lambda: None, 0
    work.clock.now += LEASE
    assert tick(engine, work) == "ok"


def test_who_is_asked_to_end_does_not_wait_for_a_database(engine: Engine) -> None:
    stop = threading.Event()
    stop.set()
    Away(engine, 99)
    with pytest.raises(OperationalError):
        Patience(60, stop)(lambda: job_states(engine))


def test_a_lease_that_was_taken_and_not_confirmed_is_ours(engine: Engine) -> None:
    now = moment("2026-03-01T10:00")
    ledger.notice(engine, ["news"], now)
    seen = job_states(engine)["news"]
    for _ in range(2):
        assert ledger.take(engine, seen, "one", now=now, held_until=now + LEASE)
    assert job_states(engine)["news"].runs == 1


def test_a_new_job_waits_for_its_time_of_day(engine: Engine) -> None:
    job = news(Schedule(at=(time(5, 30),)))  # 22:30 UTC
    work = Work(Clock("2026-03-01T22:00"))
    until(engine, work, "2026-03-01T22:40", job)
    work.clock.now = moment("2026-03-02T22:20")
    until(engine, work, "2026-03-02T22:40", job)
    assert work.began == ["22:30", "22:30"]


BERLIN = Schedule(at=(time(2, 30),), zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("schedule", "after", "following"),
    [
        (QUARTERLY, "2026-03-01T10:00", "2026-03-01T10:15"),
        (QUARTERLY, "2026-03-01T10:14:59", "2026-03-01T10:15"),
        (Schedule(at=(time(5, 30),)), "2026-03-01T22:29:59", "2026-03-01T22:30"),
        (Schedule(at=(time(5, 30),)), "2026-03-01T22:30", "2026-03-02T22:30"),
        (Schedule(at=(time(5, 30), time(17))), "2026-03-01T00:00", "2026-03-01T10:00"),
        # What does not divide a day goes on over midnight.
        (Schedule(every=timedelta(hours=5)), "2026-02-28T22:00", "2026-03-01T03:00"),
        (Schedule(every=timedelta(days=2)), "2026-02-28T00:00", "2026-03-02T00:00"),
        # Both: whichever comes first.
        (Schedule(every=timedelta(hours=6), at=(time(5, 30),)), "2026-03-01T18:00",
         "2026-03-01T22:30"),
        # The clock jumps from 2 to 3: 02:30 comes as 03:30, and once.
        (BERLIN, "2026-03-28T12:00", "2026-03-29T01:30"),
        (BERLIN, "2026-03-29T01:30", "2026-03-30T00:30"),
        # The hour from 2 to 3 comes twice: 02:30 counts the first time.
        (BERLIN, "2026-10-24T12:00", "2026-10-25T00:30"),
        (BERLIN, "2026-10-25T00:30", "2026-10-26T01:30"),
        # Real hours do not notice.
        (Schedule(every=timedelta(hours=1), zone="Europe/Berlin"), "2026-03-29T01:00",
         "2026-03-29T02:00"),
    ],
)  # fmt: skip
def test_times_follow_the_clock_of_their_zone(
    schedule: Schedule, after: str, following: str
) -> None:
    assert schedule.next_after(moment(after)) == moment(following)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Asia/Jakarta", "2026-03-02T22:30"),
        ("Asia/Makassar", "2026-03-02T21:30"),  # today's 05:30 there had passed
        ("Asia/Kolkata", "2026-03-02T00:00"),  # today's 05:30 there is still to come
    ],
)
def test_a_change_of_zone_counts_from_the_last_run(zone: str, due: str) -> None:
    ran = moment("2026-03-01T22:31")
    state = JobState(name="news", seen_at=ran, done_until=ran)
    assert due_from(Schedule(at=(time(5, 30),), zone=zone), state, ran) == moment(due)


@pytest.mark.parametrize("ahead", ["2026-03-01T16:30", "2036-03-01T09:59"])
@pytest.mark.parametrize("schedule", [QUARTERLY, Schedule(at=(time(17),))])
def test_a_clock_that_was_wrong_once_stops_no_job(
    engine: Engine, schedule: Schedule, ahead: str
) -> None:
    job, work = news(schedule), Work(Clock(ahead))
    run_job(engine, job, work, lease=LEASE, only_if_due=False, clock=work.clock)
    work.clock.now = moment("2026-03-01T09:30")
    until(engine, work, "2026-03-01T10:02", job)
    assert work.began[-2:] == (["09:45", "10:00"] if schedule.every else ["09:30", "10:00"])


@pytest.mark.parametrize("status", [0, 75])
def test_a_job_first_seen_by_a_wrong_clock_runs_at_its_times(engine: Engine, status: int) -> None:
    work = Work(Clock("2026-03-01T09:58"), status=status)
    ledger.notice(engine, ["news"], moment("2036-03-01T10:00"))
    until(engine, work, "2026-03-01T10:02")
    assert work.began == ["09:58", "10:00"]


def test_an_outlet_that_a_wrong_clock_found_busy_keeps_no_job_back() -> None:
    wrong, now = moment("2036-03-01T10:00"), moment("2026-03-01T10:00")
    state = JobState(name="news", seen_at=wrong, finished_at=wrong, outcome="busy")
    assert due_from(QUARTERLY, state, now) == now


def test_a_clock_that_is_behind_waits_for_what_another_ran(engine: Engine) -> None:
    work = Work(Clock("2026-03-01T10:00"))
    assert tick(engine, work) == "ok"
    work.clock.now -= timedelta(hours=1)
    assert tick(engine, work) is None


def test_two_that_notice_a_new_job_together_give_it_one_row(engine: Engine) -> None:
    now = moment("2026-03-01T10:00")
    with ThreadPoolExecutor(1) as pool:
        with writing(engine) as connection:
            connection.execute(insert(jobs).values(name="news", seen_at=now))
            other = pool.submit(ledger.notice, engine, ["news"], now + LEASE)
            with pytest.raises(TimeoutError):  # it waits for this transaction
                other.result(timeout=0.3)
        other.result(timeout=10)
    assert job_states(engine)["news"].seen_at == now


def test_a_row_that_is_there_is_left_alone(engine: Engine) -> None:
    now = moment("2026-03-01T10:00")
    ledger.notice(engine, ["a", "b", "a"], now)
    ledger.notice(engine, ["b", "c"], now + LEASE)
    seen = {name: state.seen_at for name, state in job_states(engine).items()}
    assert seen == {"a": now, "b": now, "c": now + LEASE}


def test_who_stays_looks_again_whatever_the_clock_says_and_whatever_went_wrong() -> None:
    stop, looked = threading.Event(), threading.Semaphore(0)

    def run(_: Job) -> None:
        looked.release()
        raise ValueError("a bug")

    staying = threading.Thread(target=partial(stay, [news()], run, tick=0.05, stop=stop))
    staying.start()
    assert looked.acquire(timeout=5)
    with time_machine.travel(datetime.now(UTC) - timedelta(days=1)):
        for _ in range(3):
            assert looked.acquire(timeout=5)
    stop.set()
    staying.join(5)
    assert not staying.is_alive()
