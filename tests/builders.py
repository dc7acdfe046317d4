"""Builders for what does not matter in a test: a visible `any_...` with only what matters named."""

from datetime import datetime, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from contest.audit import Actor
from contest.award.names import Names, unit_id
from contest.award.results import Candidate, ResultLine
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.mail.occasions import Occasion
from contest.mail.outbox import StatusMail
from contest.model import Text
from contest.people.account import Grant, Role, Session
from contest.people.phases import Phase
from contest.review.blind_copy import BlindCopy
from contest.review.judge import Judge
from contest.review.review import Review
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest.upload import Upload
from contest.validate.verdict import MediaFacts, Verdict
from laurel.rules_file import load_rules

REPOSITORY = Path(__file__).resolve().parent.parent
SHIPPED = REPOSITORY / "contests" / "new-industrialization-2024.yaml"


@cache
def shipped_rules() -> Rules:
    return load_rules(SHIPPED)


def any_rules(**changes: Any) -> Rules:
    return shipped_rules().model_copy(update=changes)


def any_time(days: float = 0) -> datetime:
    """A moment while submission is open, and days after it."""
    return shipped_rules().dates.submission_opens + timedelta(days=10 + days)


def time_in(phase: Phase) -> datetime:
    """A moment of the shipped contest, in the middle of what it is asked for."""
    dates, rounds = shipped_rules().dates, shipped_rules().rounds
    opens, closes = dates.submission_opens, dates.upload_ends
    return {
        Phase.BEFORE: opens - timedelta(days=1),
        Phase.OPEN: any_time(),
        Phase.CLOSED: closes + (rounds[0].opens - closes) / 2,
        Phase.REVIEW: rounds[0].opens + (rounds[-1].closes - rounds[0].opens) / 2,
        Phase.AFTER: rounds[-1].closes + timedelta(days=1),
    }[phase]


def any_session(**changes: Any) -> Session:
    return Session(
        id="s1", account="a1", created_at=any_time(), ends_at=any_time(14), agent="Firefox"
    ).model_copy(update=changes)


def any_grant(**changes: Any) -> Grant:
    return Grant(
        contest=shipped_rules().id,
        account="a1",
        person="a1",
        role=Role.SCREENER,
        invited_by=Actor.of("host"),
        changed_at=any_time(),
        version=1,
    ).model_copy(update=changes)


def any_text(zh: str, en: str | None = None) -> Text:
    return Text(zh=zh, en=en or zh)


def any_contest(**changes: Any) -> Contest:
    return Contest(rules=any_rules(), version=1).model_copy(update=changes)


def any_form(**changes: Any) -> Form:
    return Form(
        title="钢铁脊梁", theme="high-end", entrant="湘江重工集团", unit_type="企业"
    ).model_copy(update=changes)


def any_contact() -> Contact:
    return Contact(person="周立群", phone="13800000000", email="zhou@example.com")


def any_upload(**changes: Any) -> Upload:
    return Upload(
        version=1,
        key="media/c/e/1-abc",
        upload_id="u",
        size=1000,
        part_size=8 * 1024 * 1024,
        offered_at=any_time(),
        object_version="v1",
    ).model_copy(update=changes)


def any_facts(**changes: Any) -> MediaFacts:
    return MediaFacts.model_validate(
        {
            "format": "MPEG-4",
            "seconds": "120",
            "width": 1920,
            "height": 1080,
            "frame_rate": "25",
            "video_codec": "AVC",
            "video_profile": "High@L4",
            "audio_codec": "AAC",
            "size": 1000,
            **changes,
        }
    )


def any_entry(status: EntryStatus = EntryStatus.DRAFT, **changes: Any) -> Entry:
    """At any status, with what an entry there has."""
    entry = Entry(
        contest=shipped_rules().id,
        id="entry-1",
        owner="entrant-1",
        form=any_form(),
        created_at=any_time(),
        changed_at=any_time(),
        status=status,
        version=3,
    )
    if status is not EntryStatus.DRAFT:
        entry = entry.model_copy(update={"upload": any_upload()})
    if status in (EntryStatus.SCREENING, EntryStatus.IN_REVIEW, EntryStatus.REVIEWED):
        entry = entry.model_copy(update={"verdict": Verdict(facts=any_facts())})
    return entry.model_copy(update=changes)


def any_decision(
    outcome: ScreeningOutcome = ScreeningOutcome.PASS, **changes: Any
) -> ScreeningDecision:
    return ScreeningDecision(
        outcome=outcome, actor=Actor.of("screener", "s"), at=any_time()
    ).model_copy(update=changes)


def any_mail(**changes: Any) -> StatusMail:
    return StatusMail(
        contest=shipped_rules().id,
        entry="entry-1",
        change=4,
        occasion=Occasion.PASSED,
        subject="已通过 / passed",
        text="您好!\n",
        changed_at=any_time(),
        version=1,
    ).model_copy(update=changes)


def any_scores(points: int = 80) -> dict[str, int]:
    return {criterion.id: points for criterion in shipped_rules().criteria}


def any_review(entry: str = "entry-1", judge: str = "judge-1", **changes: Any) -> Review:
    return Review(
        contest=shipped_rules().id,
        round="expert-review",
        judge=judge,
        entry=entry,
        title="钢铁脊梁",
        theme="high-end",
        version=1,
    ).model_copy(update=changes)


def any_blind_copy(entry: str = "entry-1", **changes: Any) -> BlindCopy:
    return BlindCopy(
        contest=shipped_rules().id,
        entry=entry,
        title="钢铁脊梁",
        theme="high-end",
        synopsis="一座钢厂的三十年",
        upload=1,
        seconds="120",
        width=1920,
        height=1080,
    ).model_copy(update=changes)


def any_submitted(entry: str, judge: str, points: int = 80) -> Review:
    scores = any_scores(points)
    return any_review(entry, judge, draft=scores, scores=scores, submitted_at=any_time())


def any_candidate(entry: str, **changes: Any) -> Candidate:
    """A work of `单位 <entry>`."""
    units = (unit_id(f"单位 {entry}"),)
    return Candidate(entry=entry, theme="high-end", units=units).model_copy(update=changes)


def any_names(*entries: str) -> Names:
    return Names(
        titles={entry: f"作品 {entry}" for entry in entries},
        entrants={entry: f"单位 {entry}" for entry in entries},
        units={unit_id(f"单位 {entry}"): f"单位 {entry}" for entry in entries},
    )


def any_line(entry: str, rank: int, score: int | Fraction = 80, **changes: Any) -> ResultLine:
    """The result of an entry, the same on every criterion."""
    return ResultLine(
        **dict(any_candidate(entry)),
        overall=Fraction(score),
        reviews=3,
        rank=rank,
        tied=False,
        criteria={criterion.id: Fraction(score) for criterion in shipped_rules().criteria},
    ).model_copy(update=changes)


def any_judge(judge: str = "judge-1", **changes: Any) -> Judge:
    return Judge(id=judge, name=f"专家 {judge}").model_copy(update=changes)
