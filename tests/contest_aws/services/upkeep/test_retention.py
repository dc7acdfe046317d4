"""What the rules keep for a time is looked at beforehand, goes when it is due, and no sooner."""

from datetime import timedelta

import pytest

from contest.audit import CALENDAR, RULES, Actor, AuditRecord
from contest.award.award import AwardRound, AwardStatus
from contest.award.objection import Objection, Objector
from contest.entry.entrant_view import view_of
from contest.entry.entry import EntryStatus
from contest.erasure import Kept, final_at, kept_until
from contest.model import Text
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored
from contest.winners.ceremony import CeremonyInvitation, GuestList
from contest_aws.services.award import award_rounds, revocation
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.upkeep import calendar, ending, retention
from contest_aws.services.upkeep.deletion import ask_again
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from contest_aws.workflow.schedules import dates
from contest_aws.workflow.stream_routes import is_routed
from tests import people
from tests.builders import any_contest, any_rules, any_time
from tests.contest_aws.services.fakes import Breaking, Crash, FakeObjects, Overtaken
from tests.people import canary, entry_of, found_in

YEAR = timedelta(days=365)
ENDS = any_time(168)
"""Of the objections."""
MEDIA_DUE, PERSONAL_DUE = ENDS + YEAR, ENDS + 2 * YEAR
GONE = (
    "credit",
    "remarks",
    "entrant",
    "person",
    "phone",
    "email",
    "source",
    "agent",
    "row",
    "row-contact",
)
"""Fields, by the words of the household, of which nothing is kept when personal data are due."""


def a_round(status, ends=ENDS, id_="first"):
    return AwardRound(contest="c", id=id_, round="r", status=status, objections_end=ends)


@pytest.mark.parametrize(
    ("rounds", "final"),
    [
        ([], None),
        ([a_round(AwardStatus.OPENED, None)], None),
        ([a_round(AwardStatus.PROVISIONAL)], None),
        ([a_round(AwardStatus.FINAL)], ENDS),
        ([a_round(AwardStatus.GRANTED), a_round(AwardStatus.DISCARDED, any_time(300))], ENDS),
        ([a_round(AwardStatus.GRANTED, any_time(180)), a_round(AwardStatus.FINAL)], any_time(180)),
        ([a_round(AwardStatus.GRANTED), a_round(AwardStatus.PROPOSED, None)], None),
    ],
)
def test_results_are_final_when_the_last_objections_are_over(rounds, final):
    assert final_at(rounds) == final


def test_the_rules_say_how_long():
    assert kept_until(any_rules(), ENDS) == {
        Kept.PERSONAL_DATA: PERSONAL_DUE,
        Kept.MEDIA: MEDIA_DUE,
    }


def test_the_calendar_is_kept_when_something_is_due():
    named = dict(dates(any_contest(), [a_round(AwardStatus.PROVISIONAL)]))
    assert named["keeps-personal_data"] == PERSONAL_DUE
    assert named["keeps-media_of_unawarded"] == MEDIA_DUE
    assert not [name for name, _ in dates(any_contest(), []) if name.startswith("keeps")]


@pytest.fixture
def over(store, contest, media, snapshots):
    """Zhou's work was awarded; Li's draft and Zhou's, of course, were not."""
    for who in ("zhou", "li"):
        people.settle_in(store, contest, media, who)
    people.judge_all(store, contest, "zhou")
    people.award_all(store, contest, snapshots)
    round_ = award_rounds.round_of(store, contest.id, "first")
    award_rounds.grant(Context(store, contest, RULES, any_time(171)), round_)
    assert entry_of(store, contest, "zhou-work").status is EntryStatus.AWARDED
    assert round_.objections_end == ENDS
    return store


def expire(store, objects, contest, what, *, enough=lambda: True):
    return retention.expire(
        Context(store, contest, CALENDAR, PERSONAL_DUE), objects, what, enough=enough
    )


def removed(store, objects, contest, what):
    retention.begin(Context(store, contest, CALENDAR, PERSONAL_DUE), what)
    return expire(store, objects, contest, what)


def test_nothing_is_due_before_its_time(over, contest):
    just_before = MEDIA_DUE - timedelta(microseconds=1)
    assert retention.due(Context(over, contest, CALENDAR, just_before)) == []
    assert retention.due(Context(over, contest, CALENDAR, MEDIA_DUE)) == [Kept.MEDIA]
    assert retention.due(Context(over, contest, CALENDAR, PERSONAL_DUE)) == list(Kept)


def test_what_is_not_due_is_refused_and_nothing_is_begun(over, contest):
    before = dict(over.items)
    with pytest.raises(Refused) as problem:
        retention.begin(Context(over, contest, Actor.of("host"), ENDS), Kept.MEDIA)
    assert problem.value.refusals == (
        Refusal(
            code="retention.not_due",
            measured=stored(ENDS, contest.rules.zone),
            allowed=stored(MEDIA_DUE, contest.rules.zone),
        ),
    )
    assert over.items == before


def test_without_results_nothing_is_due_ever(store, contest):
    with pytest.raises(Refused) as problem:
        retention.begin(Context(store, contest, Actor.of("host"), any_time(9999)), Kept.MEDIA)
    assert problem.value.refusals == (Refusal(code="retention.not_final"),)


CALLED_OFF = any_time(30)


@pytest.fixture
def called_off(store, contest, media):
    for who in ("zhou", "li"):
        people.settle_in(store, contest, media, who)
    return ending.end(Context(store, contest, Actor.of("host"), CALLED_OFF), reason="撤销")


def test_of_a_contest_that_was_called_off_retention_counts_from_then(store, called_off):
    assert retention.until(store, called_off) == kept_until(any_rules(), CALLED_OFF)
    named = dict(dates(called_off, []))
    assert named["keeps-personal_data"] == CALLED_OFF + 2 * YEAR
    just_before = CALLED_OFF + YEAR - timedelta(microseconds=1)
    assert retention.due(Context(store, called_off, CALENDAR, just_before)) == []
    assert retention.due(Context(store, called_off, CALENDAR, CALLED_OFF + YEAR)) == [Kept.MEDIA]


def test_of_a_contest_that_was_called_off_no_personal_data_stay(store, called_off, objects):
    calendar.keep(Context(store, called_off, CALENDAR, CALLED_OFF + 2 * YEAR))
    ctx = Context(store, called_off, CALENDAR, CALLED_OFF + 2 * YEAR)
    for what in Kept:
        assert retention.expire(ctx, objects, what, enough=lambda: True).done_at
    stored = "".join(store.items.values())
    for field in ("person", "phone", "email"):
        assert canary("zhou", field) not in stored


def test_the_preview_counts_what_then_goes_and_changes_nothing(over, objects, contest):
    before = dict(over.items)
    told = {what: retention.preview(over, objects, contest, what) for what in Kept}
    assert over.items == before
    assert told == {
        Kept.PERSONAL_DATA: {"entry": 4, "contact": 10, "mail": 2, "unit": 2},
        Kept.MEDIA: {"entry": 3, "frames": 1, "blind_copy": 1, "viewing": 1, "objects": 3},
    }
    for what in Kept:
        done = removed(over, objects, contest, what)
        assert done.counts == told[what]


def test_videos_that_won_nothing_go_and_the_winners_stay(over, objects, media, contest):
    removed(over, objects, contest, Kept.MEDIA)
    assert sorted(media.objects) == [
        f"media/{contest.id}/zhou-work/1-ab",
        f"posters/{contest.id}/zhou-work/1-ab.poster.jpg",
        people.viewing_key("zhou-work"),
    ]
    assert entry_of(over, contest, "li-work").upload is None
    assert entry_of(over, contest, "zhou-work").upload is not None


def test_personal_data_go_from_all_works_and_the_works_stay_known(over, objects, contest):
    removed(over, objects, contest, Kept.PERSONAL_DATA)
    for who in ("zhou", "li"):
        left = found_in(over, [canary(who, field) for field in GONE])
        where = {key.pk for found in left.values() for key in found}
        assert where <= {f"AWARDS#{contest.id}", f"WINNERS#{contest.id}"}, "what was published"
        work = entry_of(over, contest, f"{who}-work")
        assert (work.form.title, work.form.synopsis) == (
            canary(who, "title"),
            canary(who, "synopsis"),
        )
        assert (
            view_of(work, submission.contact_of(over, work), contest.rules, now=ENDS).contact.phone
            == ""
        )
    assert people.broken_chains(over) == []


def test_done_once_it_is_due_no_more_and_done_again_it_changes_nothing(over, objects, contest):
    for what in Kept:
        removed(over, objects, contest, what)
    assert retention.due(Context(over, contest, CALENDAR, PERSONAL_DUE + YEAR)) == []
    after = dict(over.items)
    for what in Kept:
        removed(over, objects, contest, what)
    assert over.items == after


def test_out_of_time_it_says_how_far_it_came_and_goes_on(over, objects, contest):
    retention.begin(Context(over, contest, CALENDAR, PERSONAL_DUE), Kept.PERSONAL_DATA)
    left = iter([True, False])
    key = keys.expiry(contest.id, Kept.PERSONAL_DATA)
    unfinished = expire(over, objects, contest, Kept.PERSONAL_DATA, enough=lambda: next(left))
    assert (unfinished.done_at, unfinished.counts["entry"]) == (None, 1)
    assert over.find(key, retention.Expiry) == unfinished
    assert expire(over, objects, contest, Kept.PERSONAL_DATA).counts["entry"] == 4


def test_the_calendar_asks_again_for_what_is_late(over, objects, contest):
    """Once in more than six hours, so that a message that is still tried gets no second one."""
    key, found = keys.expiry(contest.id, Kept.MEDIA), []
    for hours in (0, 1, 6, 7, 8, 13, 14):
        calendar.keep(Context(over, contest, CALENDAR, MEDIA_DUE + timedelta(hours=hours)))
        found.append(over.find(key, retention.Expiry).asked_again_at)
    seven, fourteen = (MEDIA_DUE + timedelta(hours=hours) for hours in (7, 14))
    assert found == [None, None, None, seven, seven, seven, fourteen]

    done = expire(over, objects, contest, Kept.MEDIA)
    calendar.keep(Context(over, contest, CALENDAR, MEDIA_DUE + timedelta(days=9)))
    assert over.find(key, retention.Expiry) == done
    assert people.broken_chains(over) == []


def test_a_removal_that_goes_on_at_that_very_moment_is_not_asked_for_again(over, contest):
    begun = retention.begin(Context(over, contest, CALENDAR, MEDIA_DUE), Kept.MEDIA)
    key = keys.expiry(contest.id, Kept.MEDIA)
    counted = begun.counted({"entry": 1})

    def count():
        over.commit(update(key, counted, before=begun))

    late = MEDIA_DUE + timedelta(hours=7)
    assert ask_again(Overtaken(over, count, at=0), key, begun, now=late) == begun
    assert over.find(key, retention.Expiry) == counted


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("what", Kept)
def test_stopped_at_any_commit_it_goes_on_to_the_same_end(over, media, contest, what, after):
    retention.begin(Context(over, contest, CALENDAR, PERSONAL_DUE), what)
    whole = over.copy()
    expire(whole, FakeObjects(media.copy()), contest, what)
    for moment in range(100):
        store, bucket = over.copy(), FakeObjects(media.copy())
        try:
            expire(Breaking(store, at=moment, after=after), bucket, contest, what)
        except Crash:
            store.verify()
            expire(store, bucket, contest, what)
            assert people.broken_chains(store) == []
            assert sorted(store.items) == sorted(whole.items)
        else:
            assert moment > 5
            return
    raise AssertionError("More moments than were looked for")


def test_guests_whom_a_unit_named_go_too(over, objects, contest):
    invited = CeremonyInvitation(contest=contest.id, who="u1", mailed_plan=1, version=1)
    guests = GuestList(contest=contest.id, who="u1", by="unit-1", names=("canary-guest",))
    over.commit(
        create(keys.ceremony_invitation(contest.id, "u1"), invited),
        create(keys.guests(contest.id, "u1"), guests),
    )
    counted = retention.preview(over, objects, contest, Kept.PERSONAL_DATA)
    assert removed(over, objects, contest, Kept.PERSONAL_DATA).counts == counted
    assert counted["contact"] == 11
    assert found_in(over, ["canary-guest"]) == {}


def revoke_all(store, contest, entry_id, at):
    """Take back whatever the work has won."""
    ctx = Context(store, contest, Actor.of("host", "zhang"), at)
    for place in entry_of(store, contest, entry_id).awards:
        round_ = award_rounds.round_of(store, contest.id, "first")
        won = next(one for one in round_.proposal if (one.place, one.entry) == (place, entry_id))
        asked = RevocationRequest(place=place, theme=won.theme, entry=entry_id, reason="冒名")
        revocation.revoke(ctx, round_, asked)


def keep_calendar(store, contest, at):
    calendar.keep(Context(store, contest, CALENDAR, at))
    return store.find(keys.expiry(contest.id, Kept.MEDIA), retention.Expiry)


def test_the_video_of_a_work_that_lost_its_award_later_goes_a_day_later(
    over, objects, media, contest
):
    retention.begin(Context(over, contest, CALENDAR, MEDIA_DUE), Kept.MEDIA)
    at_due = Context(over, contest, CALENDAR, MEDIA_DUE)
    done = retention.expire(at_due, objects, Kept.MEDIA, enough=lambda: True)
    revoke_all(over, contest, "zhou-work", MEDIA_DUE + timedelta(hours=3))
    assert entry_of(over, contest, "zhou-work").status is EntryStatus.NOT_AWARDED
    assert entry_of(over, contest, "zhou-work").upload is not None

    assert keep_calendar(over, contest, MEDIA_DUE + timedelta(hours=12)) == done
    a_day_later = MEDIA_DUE + timedelta(days=1)
    begun = keep_calendar(over, contest, a_day_later)
    assert (begun.done_at, begun.asked_again_at, begun.counts) == (None, a_day_later, {})

    ctx = Context(over, contest, CALENDAR, a_day_later)
    over_again = retention.expire(ctx, objects, Kept.MEDIA, enough=lambda: True)
    assert (over_again.done_at, over_again.counts["entry"]) == (a_day_later, 1)
    assert entry_of(over, contest, "zhou-work").upload is None
    assert sorted(media.objects) == []
    assert people.broken_chains(over) == []
    chain = keys.audit(keys.expiry(contest.id, Kept.MEDIA), 0).pk
    assert [record.action for record in over.query(chain, AuditRecord)] == [
        "retention.media_of_unawarded",
        "retention.done",
        "retention.media_of_unawarded",
        "retention.done",
    ]
    assert keep_calendar(over, contest, MEDIA_DUE + timedelta(days=2)) == over_again


def test_what_begins_again_reaches_the_function_that_deletes():
    """As the stream has it: `asked_again_at` was not set, and then it is."""
    key = keys.expiry("c", Kept.MEDIA)
    names = {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
    before = {"done_at": {"S": "2025-08-01T00:00:00Z"}, "asked_again_at": {"NULL": True}}
    after = {"done_at": {"NULL": True}, "asked_again_at": {"S": "2025-08-02T00:00:00Z"}}
    images = {"Keys": names, "OldImage": before, "NewImage": after}
    assert is_routed("erase", {"eventName": "MODIFY", "dynamodb": images})


def test_nothing_left_begins_nothing_however_often_the_calendar_is_kept(over, objects, contest):
    done = {what: removed(over, objects, contest, what) for what in Kept}
    for hours in range(50):
        at = PERSONAL_DUE + timedelta(hours=hours)
        calendar.keep(Context(over, contest, CALENDAR, at))
    for what, expiry in done.items():
        assert over.find(keys.expiry(contest.id, what), retention.Expiry) == expiry


def test_entries_are_looked_through_once_a_day_and_not_on_the_first(over, objects, contest):
    for what in Kept:
        removed(over, objects, contest, what)
    looked = []
    for hours in range(48):
        at, reading = PERSONAL_DUE + timedelta(hours=hours, minutes=5), Reading(over)
        retention.due_this_hour(Context(reading, contest, CALENDAR, at))
        looked.append(reading.through_entries)
    assert looked == [False] * 24 + [True] + [False] * 23


class Reading:
    """The store, and whether the entries of a contest were read through."""

    def __init__(self, store):
        self.store, self.through_entries = store, False

    def __getattr__(self, name):
        self.through_entries |= name == "entries_at"
        return getattr(self.store, name)


def test_guests_who_are_named_after_personal_data_were_deleted_go_too(over, objects, contest):
    removed(over, objects, contest, Kept.PERSONAL_DATA)
    invited = CeremonyInvitation(contest=contest.id, who="u1", mailed_plan=1, version=1)
    guests = GuestList(contest=contest.id, who="u1", by="unit-1", names=("canary-guest",))
    over.commit(
        create(keys.ceremony_invitation(contest.id, "u1"), invited),
        create(keys.guests(contest.id, "u1"), guests),
    )
    ctx = Context(over, contest, Actor.of("host", "zhang"), PERSONAL_DUE + timedelta(hours=1))
    begun = {one.what: one for one in retention.begin_due(ctx)}
    assert begun[Kept.PERSONAL_DATA].actor == Actor.of("host", "zhang")
    assert begun[Kept.PERSONAL_DATA].done_at is None
    assert expire(over, objects, contest, Kept.PERSONAL_DATA).counts == {"contact": 1}
    assert found_in(over, ["canary-guest"]) == {}


def an_objection(contest):
    return Objection(
        contest=contest.id,
        id="o1",
        award_round="second",
        place="gold",
        name=Text(zh="金奖", en="Gold"),
        entry="zhou-work",
        text="canary-said",
        made_at=ENDS,
        version=1,
    )


def test_objectors_of_a_later_round_go_too(over, objects, contest):
    removed(over, objects, contest, Kept.PERSONAL_DATA)
    late = Objector(objection="o1", name="canary-objector", email="canary@example.com")
    over.commit(
        create(keys.objector(contest.id, "o1"), late),
        create(keys.objection(contest.id, "o1"), an_objection(contest)),
    )
    assert Kept.PERSONAL_DATA in retention.due(Context(over, contest, CALENDAR, PERSONAL_DUE))
    removed(over, objects, contest, Kept.PERSONAL_DATA)
    assert found_in(over, ["canary-objector", "canary-said"]) == {}
    assert Kept.PERSONAL_DATA not in retention.due(Context(over, contest, CALENDAR, PERSONAL_DUE))
