"""An award plan tried on a matrix of scores, without a deployment. Entries go by whatever ids the
files have."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from contest.award.award import AwardChange, Winner
from contest.award.changes import confirmed
from contest.award.explanations import why_unranked
from contest.award.names import names_of, units_of
from contest.award.plan_checks import Confirmable
from contest.award.proposal import proposal_from
from contest.award.results import Candidate, tally
from contest.entry.entry import Entry
from contest.entry.form import Form
from contest.model import Id, Text
from contest.refusals import Refusal, Refused
from contest.review.review import Review
from contest.rules.rules import Rules
from contest.unit_names.register import UnitRegister
from laurel.inputs import read_changes
from laurel.output import Coded, Value
from laurel.table_file import Row, records, refuse, rows

AT = datetime(2000, 1, 1, tzinfo=UTC)
"""No result depends on when a review was submitted."""
NO_THEME = "none"
LONGEST_TITLE = 100
COLUMNS = ("id", "title", "theme", "entrant", "unit_type", "recommending_unit", "status")


class AwardSimulation(NamedTuple):
    """What the plan gives. Entries go by ids of our own; `ids` has those of the files."""

    ids: Mapping[Id, str]
    unranked: Mapping[str, Text]
    """Why an entry is not ranked, by the files' own ids."""
    winners: tuple[Winner, ...] = ()
    refusals: tuple[Refusal, ...] = ()


def simulate(
    rules: Rules, scores: Path, *, entries: Path | None = None, changes: Path | None = None
) -> AwardSimulation:
    """The proposal, or with changes the confirmed list. If the changes are refused, no winners."""
    reviews = list(_reviews(rules, scores))
    works = _works(rules, entries)
    known = sorted({*works, *(typed for typed, _ in reviews)})
    ids = {typed: f"e{number:06}" for number, typed in enumerate(known)}
    stand = {typed for typed in known if typed not in works or works[typed].stands}
    given = [review.model_copy(update={"entry": ids[typed]}) for typed, review in reviews]
    rounds: dict[Id, set[Id]] = {}
    for review in given:
        rounds.setdefault(review.entry, set()).add(review.round)
    forms = {
        ids[typed]: _entry(rules, ids[typed], works.get(typed) or _untold(typed)) for typed in known
    }
    results = tally(
        rules,
        round_id=rules.rounds[-1].id,
        candidates=[
            _candidate(rules, forms[ids[typed]], rounds.get(ids[typed], set()))
            for typed in sorted(stand)
        ],
        reviews=given,
        submitted=_submitted(rules, works),
    )
    of = Confirmable(
        plan=tuple(a for a in rules.awards if a.kind != "theme" or works),
        results=results,
        names=names_of(forms.values(), UnitRegister(contest=rules.id)),
        ended={ids[typed] for typed in known if typed not in stand},
    )
    asked = _asked(changes, ids) if changes else None
    own_ids = {entry: typed for typed, entry in ids.items()}
    found = AwardSimulation(
        ids=own_ids,
        unranked={typed: GONE for typed in known if typed not in stand}
        | {own_ids[one.entry]: why_unranked(one, results) for one in results.unranked},
    )
    return _filled(found, of, asked)


def _asked(changes: Path, ids: dict[str, Id]) -> tuple[AwardChange, ...]:
    """An unknown entry is given an id, under which the change is refused."""
    return read_changes(changes, lambda typed: ids.setdefault(typed, f"unknown-{len(ids)}"))


def _filled(
    found: AwardSimulation, of: Confirmable, asked: tuple[AwardChange, ...] | None
) -> AwardSimulation:
    """With the winners, or with what the changes are refused for."""
    try:
        if asked is None:
            winners = proposal_from(of.plan, of.results, of.names)
        else:
            winners = confirmed(of, asked)
    except Refused as refused:
        own = (
            one.model_copy(update={"measured": found.ids.get(one.measured, one.measured)})
            for one in refused.refusals
        )
        return found._replace(refusals=tuple(own))
    # Works of which no theme is known compete in none.
    return found._replace(winners=tuple(w for w in winners if w.theme != NO_THEME))


GONE = Text(zh="已不参评", en="it does not take part")


def _reviews(rules: Rules, file: Path) -> list[tuple[str, Review]]:
    """Each row's entry and review. A row without any score is a review that was not submitted."""
    columns = [criterion.id for criterion in rules.criteria]
    needs, faults = ["entry", "judge", *columns], list[str]()
    found: dict[tuple[str, str, str], Review] = {}
    for number, cells in rows(file, needs, needs=needs):
        row = Row(cells, f"{file}:{number}", faults)
        entry, judge, round_ = row.text("entry"), row.text("judge"), _round(rules, row)
        for column in ("entry", "judge"):
            if not row.text(column):
                row.fault(column, "", "不能为空", "it must not be empty")
        if (entry, judge, round_) in found:
            row.fault("judge", judge, f"重复评审作品 {entry}", f"it reviews {entry} twice")
        if any(row.text(column) for column in columns):
            found[entry, judge, round_] = _review(rules, row, round_, f"j{len(found)}")
    refuse(faults)
    return [(entry, review) for (entry, _, _), review in found.items()]


def _round(rules: Rules, row: Row) -> Id:
    known = [round_.id for round_ in rules.rounds]
    named = row.text("round") or known[-1]
    if named not in known:
        names = "、".join(known)
        zh, en = f"规则中的轮次是：{names}", f"the rules' rounds are: {names}"
        row.fault("round", named, zh, en)
        return known[-1]
    return named


def _review(rules: Rules, row: Row, round_: Id, judge: Id) -> Review:
    scores = {c.id: row.points(c.id, most=c.points) for c in rules.criteria}
    return Review(
        contest=rules.id,
        round=round_,
        judge=judge,
        entry="e",
        title="",
        theme=rules.themes[0].id,
        scores=scores,
        submitted_at=AT,
    )


class Work(NamedTuple):
    """What the entries file says of a work."""

    form: Form
    stands: bool
    submitted: bool


def _untold(typed: str) -> Work:
    """A work that the entries file does not have."""
    return Work(Form(title=typed[:LONGEST_TITLE]), stands=True, submitted=True)


def _submitted(rules: Rules, works: Mapping[str, Work]) -> dict[Id, int]:
    """How many works each unit has submitted."""
    register = UnitRegister(contest=rules.id)
    submitted = (work.form for work in works.values() if work.submitted)
    return dict(Counter(unit for form in submitted for unit in units_of(form, register)))


def _works(rules: Rules, file: Path | None) -> dict[str, Work]:
    return records(file, COLUMNS, lambda id_, row: _work(rules, id_, row)) if file else {}


def _work(rules: Rules, id_: str, row: Row) -> Work:
    form, themes = Form(), row.themes("theme", rules)
    try:
        form = Form(
            title=row.text("title") or id_,
            theme=themes[0] if themes else "",
            entrant=row.text("entrant"),
            unit_type=row.text("unit_type"),
            recommending_unit=row.text("recommending_unit"),
        )
    except ValidationError as error:
        column = str(error.errors()[0]["loc"][0])
        row.fault(column, row.text(column), "过长", "it is too long")
    return Work(form, row.stands(), row.was_submitted())


def _entry(rules: Rules, entry: Id, work: Work) -> Entry:
    """Enough of an entry for its names and its units."""
    return Entry(
        contest=rules.id, id=entry, owner=entry, form=work.form, created_at=AT, changed_at=AT
    )


def _candidate(rules: Rules, entry: Entry, reached: Collection[Id]) -> Candidate:
    """The last round that has a review of it is the last that it reached."""
    last = [round_.id for round_ in rules.rounds if round_.id in reached]
    return Candidate(
        entry=entry.id,
        theme=entry.form.theme or NO_THEME,
        round=last[-1] if last else None,
        units=tuple(sorted(units_of(entry.form, UnitRegister(contest=rules.id)))),
    )


def to_json(of: AwardSimulation) -> dict[str, object]:
    return {
        "winners": [
            {
                "award": winner.award,
                "level": winner.level,
                "entry": of.ids[winner.entry] if winner.entry else None,
                "unit": winner.recipient if winner.unit else None,
                "theme": winner.theme,
                "score": winner.score,
                "tied": winner.tied,
                "override": winner.override,
                "why": winner.why.model_dump(),
            }
            for winner in of.winners
        ],
        "unranked": [
            {"entry": entry, "why": why.model_dump()} for entry, why in of.unranked.items()
        ],
        "refusals": [
            {
                "code": refusal.code,
                "sentence": refusal.text.model_dump(),
                "measured": refusal.measured,
                "allowed": refusal.allowed,
            }
            for refusal in of.refusals
        ],
    }


def winner_rows(of: AwardSimulation) -> list[dict[str, Value | Coded]]:
    """The winners as rows of a table."""
    return [
        {
            "award": Coded(winner.place, winner.name),
            "entry": of.ids[winner.entry] if winner.entry else "",
            "unit": winner.recipient if winner.unit else "",
            "score": winner.score,
            "tied": "并列 tied" if winner.tied else "",
            "why": winner.why,
        }
        for winner in of.winners
    ]


def lines(of: AwardSimulation) -> Iterator[str]:
    """What was refused and who is not ranked, before the table."""
    for refusal in of.refusals:
        yield f"✗ {refusal.sentence('zh')}"
        yield f"  {refusal.sentence('en')}"
    for entry, why in of.unranked.items():
        yield f"! {entry}：{why.zh}。 {why.en}."
