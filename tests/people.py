"""Two people of whom the table knows all that it can know of an entrant, and of whom every private
word can be told again."""

from hashlib import sha256

from contest.audit import BUCKET, CALENDAR, RULES, Actor, AuditRecord, first_broken
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact, Form
from contest.model import digest
from contest.people.account import Invited, Role
from contest.review.review import ReviewText
from contest.screen.decision import ScreeningOutcome
from contest.spreadsheets.row_matching import Recommendation
from contest.validate.duplicates import Work
from contest.validate.frames import Frames
from contest.validate.labels.file_labels import AigcLabel, AiStatement, FileLabels
from contest.validate.verdict import Verdict
from contest.viewing.viewing_copy import CopyState, ViewingCopy, object_key
from contest_aws.services import mailing
from contest_aws.services.context import Context
from contest_aws.services.entries import move
from contest_aws.services.people import accounts, on_behalf
from contest_aws.services.pointers import Named
from contest_aws.services.review import reviews, rounds
from contest_aws.services.screen import screening
from contest_aws.services.upload import submission, video
from contest_aws.services.validate import duplicates, frames
from contest_aws.store import keys
from contest_aws.store.keys import AUDIT, Key
from contest_aws.store.protocol import Change, create, get
from tests.builders import any_decision, any_facts, any_rules, any_time
from tests.contest.validate.test_duplicates import film
from tests.contest_aws.services.panel import ROUND, appoint, final_round

HOW = mailing.MailPolicy(site="https://here", sender=True, rehearsals=True, now=any_time(2))
PERSONAL = (
    "title",
    "entrant",
    "credit",
    "synopsis",
    "remarks",
    "ai-how",
    "label",
    "label-maker",
    "person",
    "phone",
    "email",
    "source",
    "agent",
    "address",
    "name",
    "browser",
    "file",
    "note",
    "comment",
    "row",
    "row-contact",
)
"""Fields in which something stands that a person could be known by."""


def canary(who: str, field: str) -> str:
    """A word that stands in this field of this person alone."""
    return f"canary-{who}-{field}"


def canaries(who: str) -> list[str]:
    return [canary(who, field) for field in PERSONAL]


def address_of(who: str) -> str:
    return f"{canary(who, 'address')}@example.com"


def form_of(who: str) -> Form:
    return Form(
        title=canary(who, "title"),
        theme="green",
        entrant=canary(who, "entrant"),
        unit_type="个人",
        region="湖南",
        recommending_unit=any_rules().units[0].id,
        credits=(f"导演:{canary(who, 'credit')}",),
        synopsis=canary(who, "synopsis"),
        remarks=canary(who, "remarks"),
        ai_how=canary(who, "ai-how"),
    )


def contact_of(who: str) -> Contact:
    return Contact(
        person=canary(who, "person"),
        phone=canary(who, "phone"),
        email=f"{canary(who, 'email')}@example.com",
    )


def settle_in(store, contest, media, who: str, *, passed: bool = True) -> None:
    """An account with a session, and entries: a draft, one that is judged, one with a mail."""
    named = Named(name=contest.id)
    store.commit(Change(keys.contest_named(contest.id), named, "any"))
    asked = Invited(role=Role.SCREENER, name=canary(who, "name"))
    grant = accounts.invite(
        Context(store, contest, Actor.of("host"), any_time()), address_of(who), asked, new_id=who
    )
    mailing.write_invitation(store, None, grant, HOW)
    session = on_behalf.sign_in(
        store,
        address_of(who),
        new_id=who,
        session_id=f"s-{who}",
        ends_at=any_time(999),
        now=any_time(),
    ).model_copy(update={"agent": canary(who, "browser")})
    store.commit(Change(keys.session(who, session.id), session, "any"))
    _enter(store, contest, who, f"{who}-draft")
    work = _bring(store, contest, media, _enter(store, contest, who, f"{who}-work"), who)
    _recommend(store, contest, who, work)
    waiting = _wait(store, contest, work)
    if passed:
        _pass(store, contest, waiting, who)


def _enter(store, contest, who: str, entry_id: str) -> Entry:
    entry = submission.enter(
        Context(store, contest, Actor.of("entrant", who), any_time()),
        entry_id=entry_id,
        form=form_of(who),
        contact=contact_of(who),
    )
    present = contest.rules.declaration
    return submission.accept(
        Context(store, contest, Actor.of("entrant", entry.owner), any_time()),
        entry,
        version=present.version,
        sha256=digest(present),
        origin=submission.Origin(canary(who, "source"), canary(who, "agent")),
    )


def _recommend(store, contest, who: str, entry: Entry) -> None:
    """A unit's sheet has the work, too."""
    unit = contest.rules.units[0].id
    row = Recommendation(
        contest=contest.id,
        unit=unit,
        id=f"row-{who}",
        sheet="0" * 64,
        number=4,
        form=form_of(who).model_copy(update={"remarks": canary(who, "row")}),
        entry=entry.id,
        begun=None,
        recommended_at=any_time(),
    )
    contact = Contact(person=canary(who, "row-contact"))
    store.commit(
        Change(keys.recommendation(contest.id, unit, row.id), row, "any"),
        Change(keys.row_contact(contest.id, entry.id, unit), contact, "any"),
    )


def viewing_key(entry_id: str) -> str:
    return object_key(nonce=sha256(entry_id.encode()).hexdigest()[:32])


def _bring(store, contest, media, entry: Entry, who: str) -> Entry:
    """Its video arrives, is looked at, and told of by a mail."""
    offered = video.offer(
        Context(store, contest, Actor.of("entrant", entry.owner), any_time(1)),
        media,
        entry,
        video.NewFile(1000, canary(who, "file")),
        nonce="ab",
    )
    arrived = video.arrived(
        Context(store, contest, BUCKET, any_time(2)),
        offered,
        version=1,
        object_version="v1",
        event_at=any_time(2),
    )
    mailing.write(store, offered, arrived, HOW)
    media.objects[f"media/{contest.id}/{entry.id}/1-ab"] = 1000
    media.objects[f"posters/{contest.id}/{entry.id}/1-ab.poster.jpg"] = 10
    seen = Frames(contest=contest.id, entry=entry.id, upload=1, poster="posters/x")
    frames.note(store, seen)
    copy = ViewingCopy(
        contest=contest.id,
        entry=entry.id,
        upload=1,
        key=viewing_key(entry.id),
        state=CopyState.READY,
        maker=f"{entry.id}-1",
        changed_at=any_time(2),
        version=1,
    )
    store.commit(create(keys.viewing(contest.id, entry.id, 1), copy))
    media.objects[copy.key] = 900
    work = Work(contest=contest.id, entry=entry.id, upload=1)
    recognised = duplicates.Recognised(marks=tuple(film(1)), digest=who)
    duplicates.search(store, work, recognised, now=any_time(2))
    return entry_of(store, contest, entry.id)


def _wait(store, contest, entry: Entry) -> Entry:
    """For a screener."""
    return move(
        Context(store, contest, RULES, any_time(3)),
        entry,
        EntryStatus.SCREENING,
        action="validate.pass",
        verdict=Verdict(facts=any_facts(labels=labels_of(entry.id.removesuffix("-work")))),
        submitted_at=any_time(3),
    )


def labels_of(who: str) -> FileLabels:
    """The file says that AI has made it, with whose account."""
    label = AigcLabel(
        place="moov/udta",
        says=AiStatement.MADE,
        content_producer=canary(who, "label-maker"),
        produce_id=canary(who, "label"),
    )
    return FileLabels(aigc=(label,))


def _pass(store, contest, entry: Entry, who: str) -> None:
    note = canary(who, "note")
    despite = canary(who, "despite")
    decision = any_decision(ScreeningOutcome.PASS, note=note, despite=despite, at=any_time(4))
    screening.decide(
        Context(store, contest, decision.actor, decision.at),
        entry_of(store, contest, entry.id),
        decision,
        expected_version=entry_of(store, contest, entry.id).content_version,
    )


def judge_all(store, contest, *people: str) -> None:
    """Three judges deal with everybody's work, the first is the best, and write what they think."""
    appoint(store, contest, 3)
    rounds.open_round(Context(store, contest, CALENDAR, any_time(115)), ROUND)
    for place, who in enumerate(people):
        for review in reviews.of_entry(store, entry_of(store, contest, f"{who}-work")):
            points = {criterion.id: 90 - 10 * place for criterion in contest.rules.criteria}
            kept = reviews.keep_scores(
                Context(store, contest, Actor.of("judge", review.judge), any_time(120)),
                review,
                ReviewText(scores=points, comment=canary(who, "comment")),
                expected_version=review.version,
            )
            reviews.submit_scores(
                Context(store, contest, Actor.of("judge", kept.judge), any_time(120)),
                kept,
                expected_version=kept.version,
            )
        reviews.settle(
            Context(store, contest, RULES, any_time(121)), entry_of(store, contest, f"{who}-work")
        )


def award_all(store, contest, snapshots) -> None:
    """Objections are over, and nothing is granted yet."""
    rounds.close_round(Context(store, contest, CALENDAR, any_time(160)), ROUND)
    final_round(store, contest, snapshots)


def entry_of(store, contest, entry_id: str) -> Entry:
    return get(store, keys.entry(contest.id, entry_id), Entry)


def found_in(store, words: list[str]) -> dict[str, list[Key]]:
    """Which of the words stand in which items."""
    hits = {word: [key for key, text in store.items.items() if word in text] for word in words}
    return {word: where for word, where in hits.items() if where}


def broken_chains(store) -> list[str]:
    """Of all chains, also of those whose owner is gone."""
    owners = sorted({key.pk for key in store.items if key.pk.startswith(AUDIT)})
    return [pk for pk in owners if first_broken(store.query(pk, AuditRecord)) is not None]
