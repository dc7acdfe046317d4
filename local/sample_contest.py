"""Plays the shipped contest from the first entry to the last award, as its people would: entrants,
screener and judges over HTTP, the host with the organiser's tools.

Each step checks what is done already, so that an interrupted run continues where it stopped.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

from contest.audit import Actor
from contest.award.award import AwardChange, AwardRound, AwardStatus, Winner
from contest.award.places import places
from contest.award.results import Results
from contest.entry.entry import Entry, EntryStatus
from contest.people.account import Role
from contest.rules.contest import Contest
from contest_aws import clock
from contest_aws.services import contests
from contest_aws.services.award import award_rounds, proposals
from contest_aws.services.context import Context
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from laurel.organiser import Organiser
from laurel.rules_file import load_rules
from local.decided_at_once import decided_at_once
from local.emulator import REPOSITORY
from local.sample_works import JUDGES, SCREENER, WORKS, Work
from local.visitors import Entrant, JudgeVisitor, Screener, until

RULES = REPOSITORY / "contests" / "new-industrialization-2024.yaml"
AWARD_ROUND = "final"
HOST = Actor.of("host")
DAYS = 30
"""How long tokens are valid."""
BEYOND = "并列超出名额，由主办单位决定"
CHECKED = (EntryStatus.VALIDATING, EntryStatus.READY)
"""The video has arrived; the entry may not be submitted yet."""
AT_ONCE = 2
"""Concurrent uploads. Each function is a process, and the machine may be small."""

Say = Callable[[str], None]


class SampleContest:
    def __init__(self, organiser: Organiser, *, say: Say, rules: Path = RULES) -> None:
        self.organiser, self._say = organiser, say
        self.rules = decided_at_once(load_rules(rules))

    def play(self) -> None:
        """Play the contest from its present state to its end. At the end already, it does
        nothing."""
        contest = self._load()
        if self._stands_at(AwardStatus.GRANTED):
            return
        for name in self.organiser.recover(contest.id):
            self._say(f"接续 {name} / taken up again")
        self._submit_all()
        self._screen()
        self._review()
        self._award()

    def entries(self) -> dict[str, Entry]:
        """All entries by title, as stored now."""
        found = [
            entry
            for work in WORKS
            for entry in submission.all_own(self._store, self.rules.id, entrant=work.person)
        ]
        return {entry.form.title: entry for entry in found}

    def results(self) -> Results:
        round_ = award_rounds.round_of(self._store, self.rules.id, AWARD_ROUND)
        return award_rounds.results_of(self.organiser.snapshots, round_)

    def why(self, entry: Entry) -> list[str]:
        """The names of the entry's awards, or the reasons why it has none."""
        given = places(self.rules.awards)
        names = [
            (level or award_).name.zh for award_, level in map(given.__getitem__, entry.awards)
        ]
        coded = {reason.id: reason.text.zh for reason in self.rules.screening.reasons}
        screened = [coded[reason] for reason in entry.screening.reasons] if entry.screening else []
        refused = [r.sentence("zh") for r in entry.verdict.refusals] if entry.verdict else []
        return names or screened or refused

    def went_as_it_should(self) -> bool:
        ended = {title: entry.status for title, entry in self.entries().items()}
        return ended == {work.title: work.ends for work in WORKS}

    def token(self, role: Role, person: str) -> str:
        """A new token each time, because tokens are not stored."""
        return self.organiser.token(self.id, role=role, person=person, days=DAYS)

    @property
    def _store(self) -> DynamoStore:
        return self.organiser.store

    @property
    def id(self) -> str:
        return self.rules.id

    @property
    def api_url(self) -> str:
        return self.organiser.deployment.api_url

    @property
    def site_url(self) -> str:
        return self.organiser.deployment.site_url

    def _contest(self) -> Contest:
        return self.organiser.contest(self.rules.id)

    def _load(self) -> Contest:
        contest = self._store.find(keys.contest(self.rules.id), Contest)
        if contest is None:
            contest_time, now = (
                self.rules.dates.submission_closes - timedelta(days=16),
                clock.now(),
            )
            contest = contests.load(
                self._store,
                self.rules,
                actor=HOST,
                now=now,
                rehearsal=True,
                clock_offset=contest_time - now,
            )
            day = f"{contest_time:%Y-%m-%d}"
            self._say(f"{self.rules.name.zh}：时钟拨到 {day} / the clock shows that day")
        return contest

    def _turn_clock(self, contest_time: datetime) -> None:
        """Moves the clock forwards only."""
        contest = self._contest()
        if contest.time_at(clock.now()) < contest_time:
            contests.turn_clock(Context(self._store, contest, HOST, clock.now()), contest_time)
            self._say(f"时钟拨到 {contest_time:%Y-%m-%d %H:%M} / the clock is turned there")
        self.organiser.keep_calendar(self.rules.id)

    def _submit_all(self) -> None:
        """投稿: each entrant uploads their work in parts to signed addresses; then the verdicts
        arrive."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for line in pool.map(self._submit_one, WORKS):
                self._say(line)

    def _submit_one(self, work: Work) -> str:
        there = self.entries().get(work.title)
        if there and there.status not in (EntryStatus.DRAFT, EntryStatus.UPLOADING, *CHECKED):
            return f"{work.title}: {there.status_names.organiser.zh}"
        entrant = Entrant(self.api_url, self.rules.id, self.token(Role.ENTRANT, work.person))
        entry = there.id if there else entrant.enter(work.form, work.contact)
        if there is None or there.status not in CHECKED:
            entrant.bring(entry, work.video())
        elif there.submitted_at is None:
            entrant.submit(entry)
        settled = entrant.wait_for(entry, EntryStatus.SCREENING, EntryStatus.RETURNED, seconds=120)
        reasons = "".join(f"\n    ✗ {text['zh']} {text['en']}" for text in settled["reasons"])
        return (
            f"{work.title}: {settled['status_text']['zh']} {settled['status_text']['en']}{reasons}"
        )

    def _screen(self) -> None:
        """初筛: a screener decides on everything that passed the technical validation."""
        person, name = SCREENER
        token = self.organiser.token(
            self.id, role=Role.SCREENER, person=person, name=name, days=DAYS
        )
        screener = Screener(self.api_url, self.id, token)
        for work in WORKS:
            entry = self.entries()[work.title]
            if entry.status is EntryStatus.SCREENING:
                reasons = [work.rejected_for] if work.rejected_for else []
                outcome = "reject" if reasons else "pass"
                screener.decide(entry.id, outcome, *reasons)
                self._say(f"{work.title}: {'不通过 rejected' if reasons else '通过初筛 passed'}")

    def _review(self) -> None:
        """专家评审: the round opens, entries are assigned, judges score, the round closes."""
        contest, round_ = self._contest(), self.rules.rounds[0]
        tokens = {
            person: self.organiser.token(
                contest.id, role=Role.JUDGE, person=person, name=name, unit=unit
            )
            for person, name, unit in JUDGES
        }
        self._turn_clock(round_.opens + timedelta(days=1))
        works = {work.title: work for work in WORKS}
        for harshness, (person, name, _) in enumerate(JUDGES):
            judge = JudgeVisitor(self.api_url, self.id, tokens[person])
            to_do = [review for review in judge.reviews() if not review["submitted_at"]]
            for review in to_do:
                judge.review(review, self._scores(works[review["title"]], harshness=harshness))
            self._say(f"{name}: {len(to_do)} 份评分 / reviews submitted")
        self._wait_for(lambda: not [e for e in self.entries().values() if self._in_review(e)])
        self._turn_clock(round_.closes + timedelta(days=1))

    def _in_review(self, entry: Entry) -> bool:
        return entry.status is EntryStatus.IN_REVIEW

    def _scores(self, work: Work, *, harshness: int) -> dict[str, int]:
        """Each judge is a little harsher than the one before."""
        return {
            criterion.id: work.merit - 2 * harshness + (11 if criterion.id in work.strong_in else 0)
            for criterion in self.rules.criteria
        }

    def _award(self) -> None:
        """评奖: tally and proposal, the host's confirmation, the objection period, the grant."""
        contest = self.rules.id
        if self._store.find(keys.award_round(contest, AWARD_ROUND), AwardRound) is None:
            self.organiser.begin_awards(
                contest, award_round=AWARD_ROUND, review_round=self.rules.rounds[0].id, actor=HOST
            )
        self._wait_for(lambda: not self._stands_at(AwardStatus.OPENED, AwardStatus.TALLIED))
        round_ = award_rounds.round_of(self._store, contest, AWARD_ROUND)
        if round_.status is AwardStatus.PROPOSED:
            changes = self._parted_ties(round_.proposal)
            self._say(
                f"获奖建议 {len(round_.proposal)} 项 / proposed: {len(round_.proposal)} awards"
            )
            for change in changes:
                self._say(f"主办单位调整 {change.place} {change.unit}: {change.reason}")
            round_ = proposals.confirm(
                Context(self._store, self._contest(), HOST, clock.now()),
                self.organiser.snapshots,
                round_,
                changes=changes,
                expected_version=round_.version,
            )
        if round_.objections_end:
            self._turn_clock(round_.objections_end)
        self._wait_for(lambda: self._stands_at(AwardStatus.GRANTED))
        self._say("公示期满，结果生效 / the objection period is over, the awards are granted")

    def _parted_ties(self, proposal: tuple[Winner, ...]) -> tuple[AwardChange, ...]:
        """If there are more tied winners at the end of a list than places, the host drops the
        surplus with a reason. Nothing else decides a tie."""
        given = Counter[tuple[str, str | None]]()
        changes: list[AwardChange] = []
        for winner in proposal:
            given[winner.place, winner.theme] += 1
            number = places(self.rules.awards)[winner.place].number
            if winner.tied and given[winner.place, winner.theme] > number:
                unit = None if winner.entry else winner.recipient
                changes.append(
                    AwardChange(
                        action="drop",
                        place=winner.place,
                        entry=winner.entry,
                        unit=unit,
                        reason=BEYOND,
                    )
                )
        return tuple(changes)

    def _stands_at(self, *statuses: AwardStatus) -> bool:
        key = keys.award_round(self.rules.id, AWARD_ROUND)
        round_ = self._store.find(key, AwardRound)
        return round_ is not None and round_.status in statuses

    def _wait_for(self, holds: Callable[[], bool]) -> None:
        until(holds, bool, seconds=120)
