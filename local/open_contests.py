"""Two contests that visitors can go on with, beside the sample contest, which is over: one takes
entries and has works to screen, the other has works to review.

What is there already is left alone, so that an interrupted run continues where it stopped."""

from datetime import datetime, timedelta

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.model import Text
from contest.people.account import Role
from contest.people.phases import Phase, phase_of
from contest.review.review import Review
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest_aws import clock
from contest_aws.services import contests
from contest_aws.services.context import Context
from contest_aws.services.upload import submission
from contest_aws.store import keys
from laurel.organiser import Organiser
from local.sample_contest import DAYS, HOST, Say
from local.sample_works import DRAFT, FURTHER_WORKS, JUDGES, SCREENER, Work
from local.visitors import Entrant, Screener, until

BEFORE_CLOSE = timedelta(days=16)
UNIT_PERSON, UNIT = "unit-clerk", "gansu"
"""A clerk of a recommending unit whose sheets are taken as long as entries."""
ENTERING = Text(zh="征集中", en="open for entries")
JUDGING = Text(zh="评审中", en="in review")


class OpenContests:
    """`rules`: those of the sample contest."""

    def __init__(self, organiser: Organiser, rules: Rules, *, say: Say) -> None:
        self._organiser, self._say = organiser, say
        self._entering = _beside(rules, "open", ENTERING)
        self._judging = _beside(rules, "review", JUDGING)

    @property
    def entering(self) -> str:
        """The id of the contest that takes entries and has works to screen."""
        return self._entering.id

    @property
    def judging(self) -> str:
        """The id of the contest that has works to review."""
        return self._judging.id

    def leave(self) -> None:
        self._leave_entering()
        self._leave_judging()

    def _leave_entering(self) -> None:
        contest = self._load(self._entering)
        if phase_of(contest.rules, contest.time_at(clock.now())) is not Phase.OPEN:
            self._turn_clock(contest, contest.rules.dates.submission_closes - BEFORE_CLOSE)
        for work in FURTHER_WORKS:
            self._submit(contest, work)
        self._begin(contest, DRAFT)
        self._screener(contest)
        self._organiser.token(
            contest.id, role=Role.UNIT, person=UNIT_PERSON, name="马志远", unit=UNIT
        )
        self._say(f"{contest.rules.name.zh}：可以投稿和初筛 / enter works and screen them")

    def _leave_judging(self) -> None:
        contest = self._load(self._judging)
        if phase_of(contest.rules, contest.time_at(clock.now())) is Phase.OPEN:
            for work in FURTHER_WORKS:
                self._submit(contest, work)
            self._pass_all(contest)
            for person, name, unit in JUDGES:
                self._organiser.token(
                    contest.id, role=Role.JUDGE, person=person, name=name, unit=unit
                )
            self._turn_clock(contest, contest.rules.rounds[0].opens + timedelta(days=1))
        until(lambda: self._reviews(contest), bool, seconds=60)
        self._say(f"{contest.rules.name.zh}：可以评审打分 / review works and score them")

    def _load(self, rules: Rules) -> Contest:
        store, now = self._organiser.store, clock.now()
        found = store.find(keys.contest(rules.id), Contest)
        return found or contests.load(
            store,
            rules,
            actor=HOST,
            now=now,
            rehearsal=True,
            clock_offset=rules.dates.submission_closes - BEFORE_CLOSE - now,
        )

    def _turn_clock(self, contest: Contest, contest_time: datetime) -> None:
        context = Context(self._organiser.store, contest, Actor.of("host"), clock.now())
        contests.turn_clock(context, contest_time)
        self._organiser.keep_calendar(contest.id)

    def _begin(self, contest: Contest, work: Work) -> None:
        """Leaves it to its entrant to go on: the telephone number and the film are missing.
        Whatever they have made of it, there is no other."""
        if len(self._all_own(contest, work)) == 1:
            self._entrant(contest, work).enter(work.form, work.contact | {"phone": ""})

    def _own(self, contest: Contest, work: Work) -> Entry | None:
        own = self._all_own(contest, work)
        return next((entry for entry in own if entry.form.title == work.title), None)

    def _all_own(self, contest: Contest, work: Work) -> list[Entry]:
        return submission.all_own(self._organiser.store, contest.id, entrant=work.person)

    def _entrant(self, contest: Contest, work: Work) -> Entrant:
        token = self._organiser.token(contest.id, role=Role.ENTRANT, person=work.person, days=DAYS)
        return Entrant(self._organiser.deployment.api_url, contest.id, token)

    def _submit(self, contest: Contest, work: Work) -> None:
        there = self._own(contest, work)
        if there and there.status not in (EntryStatus.DRAFT, EntryStatus.UPLOADING):
            return
        entrant = self._entrant(contest, work)
        entry = there.id if there else entrant.enter(work.form, work.contact)
        entrant.bring(entry, work.video())
        entrant.wait_for(entry, EntryStatus.SCREENING, seconds=120)

    def _pass_all(self, contest: Contest) -> None:
        token = self._screener(contest)
        screener = Screener(self._organiser.deployment.api_url, contest.id, token)
        waiting = self._organiser.store.entries_at(contest.id, EntryStatus.SCREENING)
        for entry in list(waiting):
            screener.decide(entry.id, "pass")

    def _screener(self, contest: Contest) -> str:
        """Makes the sample's screener one of the contest, and gives them a token."""
        person, name = SCREENER
        return self._organiser.token(contest.id, role=Role.SCREENER, person=person, name=name)

    def _reviews(self, contest: Contest) -> list[Review]:
        partition = keys.review(contest.id, JUDGES[0][0], "", "").pk
        return list(self._organiser.store.query(partition, Review, begins=keys.SK_REVIEW))


def _beside(rules: Rules, suffix: str, state: Text) -> Rules:
    """The same rules as another contest, whose name says how far it is."""
    name = Text(zh=f"{rules.name.zh}（{state.zh}）", en=f"{rules.name.en} ({state.en})")
    return rules.model_copy(update={"id": f"{rules.id}-{suffix}", "name": name})
