"""One-off schedules: each runs the calendar at a date of a contest, and once more a while later."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import boto3

from contest.award.award import AwardRound
from contest.erasure import kept_until
from contest.model import Id
from contest.rules.contest import Contest, by_day
from contest_aws.clients import QUICK

if TYPE_CHECKING:
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_scheduler.type_defs import TargetTypeDef

AGAIN = timedelta(minutes=15)
"""The table's index may lag behind when a round opens or closes. A second run finds the rest."""


class Schedules:
    def __init__(
        self,
        *,
        group: str,
        role: str,
        target: str,
        dead_letters: str,
        client: "EventBridgeSchedulerClient | None" = None,
    ) -> None:
        self._group, self._role, self._target, self._dead = group, role, target, dead_letters
        self._client: EventBridgeSchedulerClient = client or boto3.client("scheduler", config=QUICK)

    def keep(
        self, contest: Contest, *, now: datetime, award_rounds: Iterable[AwardRound] = ()
    ) -> list[str]:
        """Set the schedules of all dates still to come, moved dates included. Returns their
        names."""
        set_ = []
        for name, contest_time in dates(contest, award_rounds):
            for suffix, at in (
                ("", contest.clock_at(contest_time)),
                ("-again", contest.clock_at(contest_time) + AGAIN),
            ):
                if at > now:
                    self.at(f"{name}{suffix}", at, contest=contest.id)
                    set_.append(f"{name}{suffix}")
        return set_

    def at(self, name: str, moment: datetime, *, contest: str) -> None:
        """`moment`: by our clock. Set again under the same name, the later call replaces the
        earlier."""
        whole = name_of(contest, name)
        target: TargetTypeDef = {
            "Arn": self._target,
            "RoleArn": self._role,
            "Input": json.dumps({"contest": contest}),
            "DeadLetterConfig": {"Arn": self._dead},
        }
        # A schedule has whole seconds. It is rounded up, because the date is due at the moment
        # itself.
        whole_second = (moment + timedelta(microseconds=999_999)).astimezone(UTC)
        expression = f"at({whole_second:%Y-%m-%dT%H:%M:%S})"
        try:
            self._client.create_schedule(
                Name=whole,
                GroupName=self._group,
                ScheduleExpression=expression,
                FlexibleTimeWindow={"Mode": "OFF"},
                Target=target,
                ActionAfterCompletion="DELETE",
            )
        except self._client.exceptions.ConflictException:
            self._client.update_schedule(
                Name=whole,
                GroupName=self._group,
                ScheduleExpression=expression,
                FlexibleTimeWindow={"Mode": "OFF"},
                Target=target,
                ActionAfterCompletion="DELETE",
            )


def name_of(contest: str, name: str) -> str:
    """At most 64 characters. Unique to a contest and date, because the hash covers both."""
    digest = hashlib.sha256(f"{contest}/{name}".encode()).hexdigest()[:12]
    return f"{contest[:24]}-{name[:26]}-{digest}"


def dates(contest: Contest, award_rounds: Iterable[AwardRound]) -> Iterator[tuple[str, datetime]]:
    """The moments of the contest's own time at which something becomes due."""
    for round_ in contest.rounds:
        yield f"{round_.id}-opens", round_.opens
        yield f"{round_.id}-closes", round_.closes
        mailed = {"first-works": round_.opens}
        for days in round_.remind_days_before:
            mailed[f"{days}d-left"] = round_.closes - timedelta(days=days)
        for name, due in mailed.items():
            at = by_day(contest, due, before=round_.closes)
            if at != round_.opens:  # the opening itself mails
                yield f"{round_.id}-{name}", at
    ends = {one.id: one.objections_end for one in award_rounds if one.objections_end}
    for name, end in ends.items():
        yield f"{name}-objections-end", end
    last = contest.ended.at if contest.ended else max(ends.values(), default=None)
    if last:
        for what, until in kept_until(contest.rules, last).items():
            yield f"keeps-{what}", until


def keep_soon(function: str, contest_id: Id) -> None:
    """Start the calendar now, or another function that takes a contest, without waiting for its
    result."""
    boto3.client("lambda", config=QUICK).invoke(
        FunctionName=function,
        InvocationType="Event",
        Payload=json.dumps({"contest": contest_id}).encode(),
    )
