"""Whoever asks for it is erased whole, and nobody else is touched."""

import pytest

from contest.audit import ORGANISER, Actor
from contest.award.award import AwardRound, Winner
from contest.certificates.archive import Archive
from contest.certificates.certificate import CertificateStatus
from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.erasure import NAMELESS, Kept
from contest.people.account import Invited, Role
from contest.refusals import Refusal, Refused
from contest.winners.ceremony import CeremonyInvitation, GuestList
from contest_aws.services.award import award_rounds, certificates, making
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.context import Context
from contest_aws.services.people import on_behalf
from contest_aws.services.people.data_export import personal_data
from contest_aws.services.pointers import OwnEntry
from contest_aws.services.review import judges, removal, reviews
from contest_aws.services.upkeep import erasure
from contest_aws.services.upkeep.retention import affected
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests import people
from tests.builders import any_rules, any_time
from tests.contest_aws.services.upkeep.erasing import NOW, erase_all
from tests.people import address_of, canaries, canary, entry_of, found_in


def of_others(store, who="zhou"):
    """All items but those that say, in their key or text, whose they are."""
    return {
        key: text for key, text in store.items.items() if who not in str(key) and who not in text
    }


def test_every_private_word_is_there_before_so_that_it_can_be_missed(awarded):
    words = [*canaries("zhou"), *canaries("li")]
    assert sorted(found_in(awarded, words)) == sorted(words)


@pytest.mark.parametrize("state", ["scene", "awarded"])
def test_nothing_private_is_left_and_every_chain_holds(state, request, objects, contest):
    store = request.getfixturevalue(state)
    done = erase_all(store, objects)
    assert found_in(store, canaries("zhou")) == {}
    assert people.broken_chains(store) == []
    assert done.done_at == NOW
    assert [key for key in store.items if key.pk == "ACCOUNT#zhou"] == []
    assert submission.all_own(store, contest.id, entrant="zhou") == []


@pytest.mark.parametrize("state", ["scene", "awarded"])
def test_other_peoples_items_stay_as_they_were(state, request, objects, contest):
    store = request.getfixturevalue(state)
    before, work = of_others(store), entry_of(store, contest, "li-work")
    li = found_in(store, canaries("li"))
    erase_all(store, objects)
    changed = {key for key, text in before.items() if store.items.get(key) != text}
    alike = keys.entry(contest.id, "li-work")
    assert changed == {alike}, "which was like the one that is gone"
    after = entry_of(store, contest, "li-work")
    assert (work.suspected, after.suspected) == (1, 0)
    assert after == work.aside(suspected=0), "the rest is as it was"
    assert found_in(store, canaries("li")) == li


def test_a_work_that_a_unit_gave_to_another_owner_stays_theirs(scene, objects, media, contest):
    """A unit that corrects an address gives the draft to another account. The first keeps its
    pointer, and asks to be erased because of a mail that was not meant for them."""
    pointer = keys.own_entry(contest.id, "zhou", "li-work")
    scene.commit(create(pointer, OwnEntry(entry="li-work")))
    li, work = found_in(scene, canaries("li")), entry_of(scene, contest, "li-work")
    videos = [key for key in media.objects if "li-work" in key]
    erase_all(scene, objects)
    assert pointer not in scene.items
    assert found_in(scene, canaries("li")) == li
    assert entry_of(scene, contest, "li-work").status is work.status
    assert videos == [key for key in media.objects if "li-work" in key] != []


@pytest.mark.parametrize("whose", ["the entrant's", "the judge's"])
def test_why_a_judge_gave_a_work_back_is_forgotten_with_either(scene, objects, contest, whose):
    word = canary("zhou", "cousin")
    review = reviews.of_entry(scene, entry_of(scene, contest, "zhou-work"))[0]
    asked = Invited(role=Role.JUDGE, name="专家何雨")
    host = Context(scene, contest, ORGANISER, any_time())
    on_behalf.enrol(host, address_of(review.judge), asked, new_id=review.judge)
    judge = Actor.of("judge", review.judge)
    removal.recuse(Context(scene, contest, judge, any_time(130)), review, reason=word)
    assert len(found_in(scene, [word])[word]) == 2, "with the review and with the conflict"
    erase_all(scene, objects, "zhou" if whose == "the entrant's" else review.judge)
    assert found_in(scene, [word]) == {}
    assert people.broken_chains(scene) == []


def test_no_version_of_an_upload_or_picture_is_left_but_other_peoples(scene, objects, media):
    erase_all(scene, objects)
    assert sorted(media.objects) == [
        "media/new-industrialization-2024/li-work/1-ab",
        "posters/new-industrialization-2024/li-work/1-ab.poster.jpg",
        people.viewing_key("li-work"),
    ]


def test_entries_under_way_are_withdrawn_and_known_by_their_ids_alone(scene, objects, contest):
    erase_all(scene, objects)
    work = entry_of(scene, contest, "zhou-work")
    assert (work.status, work.form, work.erased) == (
        EntryStatus.WITHDRAWN,
        Form(theme="green"),
        ("person",),
    )
    actions = scene.actions(keys.entry(contest.id, "zhou-work"))
    assert actions[-2:] == ["entry.withdraw", "entry.erase"]


def test_results_that_were_final_stay_and_judges_lists_still_work(awarded, objects, contest):
    erase_all(awarded, objects)
    assert entry_of(awarded, contest, "zhou-work").status is EntryStatus.AWARDED
    for judge in ("j0", "j1", "j2"):
        seen = reviews.own_reviews(awarded, contest.id, judge=judge)
        assert {(r.entry, r.title, r.submitted) for r in seen} == {
            ("zhou-work", "—", True),
            ("li-work", canary("li", "title"), True),
        }


def test_a_persons_award_is_published_without_their_name(awarded, objects, contest):
    erase_all(awarded, objects)
    (announced,) = award_rounds.announced(awarded, contest.id)
    published = announced.winners
    names = {winner.recipient for winner in published if winner.entry == "zhou-work"}
    assert names == {NAMELESS}
    assert canary("li", "entrant") in {winner.recipient for winner in published}


def test_an_award_keeps_its_name_where_the_rules_have_it_kept(awarded, objects, contest):
    rules = contest.rules
    kept = rules.retention.model_copy(update={"awards_stay_named": True})
    other = contest.model_copy(update={"rules": rules.model_copy(update={"retention": kept})})
    awarded.items[keys.contest(contest.id)] = other.model_dump_json()
    erase_all(awarded, objects)
    left = {key.pk for where in found_in(awarded, canaries("zhou")).values() for key in where}
    named = ("AWARDS", "CERTIFICATES", "WINNERS")
    assert left == {f"{kind}#{contest.id}" for kind in named}


def test_certificates_lose_the_name_and_their_files_but_still_check(
    awarded, objects, media, contest
):
    mine = certificates.of_winner(awarded, contest.id, "zhou-work")
    others = certificates.of_winner(awarded, contest.id, "li-work")
    assert mine
    for one in (*mine, *others):
        media.objects[making.file_key(one)] = object()
    erase_all(awarded, objects)
    after = certificates.of_winner(awarded, contest.id, "zhou-work")
    assert {(one.erased, one.wording.recipient, one.file) for one in after} == {
        (True, NAMELESS, "")
    }
    assert [one.code for one in after] == [one.code for one in mine]
    assert validity_of(awarded, after[0]).status is CertificateStatus.VALID
    assert [k for k in media.objects if k.startswith(f"certificates/{contest.id}/zhou-work/")] == []
    assert {making.file_key(one) for one in others} <= media.objects.keys()
    assert certificates.of_winner(awarded, contest.id, "li-work") == others


@pytest.mark.parametrize("stays_named", [False, True])
def test_no_archive_of_certificates_is_offered_that_had_the_name(
    awarded, objects, contest, stays_named
):
    rules = contest.rules
    kept = rules.retention.model_copy(update={"awards_stay_named": stays_named})
    other = contest.model_copy(update={"rules": rules.model_copy(update={"retention": kept})})
    awarded.items[keys.contest(contest.id)] = other.model_dump_json()
    key = keys.certificate_archive(contest.id)
    packed = Archive(contest=contest.id, asked_at=NOW, done=2, total=2, file="certificates/a.zip")
    awarded.commit(create(key, packed))
    erase_all(awarded, objects)
    assert awarded.find(key, Archive).is_expired(NOW) is not stays_named


def test_certificates_keep_their_files_where_the_rules_have_names_kept(
    awarded, objects, media, contest
):
    rules = contest.rules
    kept = rules.retention.model_copy(update={"awards_stay_named": True})
    other = contest.model_copy(update={"rules": rules.model_copy(update={"retention": kept})})
    awarded.items[keys.contest(contest.id)] = other.model_dump_json()
    before = certificates.of_winner(awarded, contest.id, "zhou-work")
    media.objects[making.file_key(before[0])] = object()
    erase_all(awarded, objects)
    assert certificates.of_winner(awarded, contest.id, "zhou-work") == before
    assert making.file_key(before[0]) in media.objects


def test_the_last_record_says_what_was_removed_and_names_nobody(scene, objects):
    done = erase_all(scene, objects)
    last = scene.chain(keys.account("zhou"))[-1]
    assert (last.action, last.details) == ("account.erase", {"removed": done.counts})
    assert done.counts == {
        "access": 2,
        "account": 1,
        "address": 1,
        "contact": 5,
        "entrant": 5,
        "entry": 2,
        "fingerprints": 1,
        "frames": 1,
        "invited": 1,
        "mail": 2,
        "objects": 3,
        "viewing": 1,
        "review": 3,
        "blind_copy": 1,
        "matches": 2,
        "match": 1,
        "unit": 1,
    }


def test_whoever_types_another_address_erases_nothing(scene):
    before = dict(scene.items)
    with pytest.raises(Refused) as problem:
        erasure.ask(
            scene, "zhou", address=address_of("li"), actor=Actor.of("account", "zhou"), now=NOW
        )
    assert problem.value.refusals == (Refusal(code="erasure.other_address"),)
    assert scene.items == before


def test_asking_ends_every_session_at_once(scene):
    erasure.ask(
        scene,
        "zhou",
        address=f"  {address_of('zhou').upper()} ",
        actor=Actor.of("host", "a"),
        now=NOW,
    )
    (session,) = personal_data(scene, "zhou", now=NOW).sessions
    assert session.revoked_at == NOW


def test_a_judge_is_forgotten_but_their_scores_count(scene, objects, contest):
    asked = Invited(role=Role.JUDGE, name="专家何雨", unit="何雨工作室")
    grant = on_behalf.enrol(
        Context(scene, contest, ORGANISER, any_time()), address_of("he"), asked, new_id="he"
    )
    assert found_in(scene, ["何雨"]) != {}
    erase_all(scene, objects, "he")
    assert found_in(scene, ["何雨", *canaries("he")]) == {}
    (judge,) = [j for j in judges.judges_of(scene, contest.id) if j.id == grant.person]
    assert (judge.left, judge.name, judge.unit) == (True, "", "")


@pytest.mark.usefixtures("awarded")
def test_the_snapshot_of_results_names_nobody(snapshots):
    kept = b"".join(snapshots.kept.values()).decode()
    assert "zhou-work" in kept
    assert [word for word in canaries("zhou") if word in kept] == []


def test_retention_has_nothing_more_to_do_with_the_erased(awarded, objects, contest):
    erase_all(awarded, objects)
    for what in Kept:
        assert "zhou" not in {entry.owner for entry in affected(awarded, contest, what)}


def test_winners_and_rounds_are_as_they_were_where_nobody_was_erased(awarded, contest):
    assert any_rules().retention.awards_stay_named is False
    rounds = list(awarded.query(keys.award_round(contest.id, "").pk, AwardRound, begins="ROUND#"))
    names = {w.recipient for round_ in rounds for w in round_.proposal}
    assert NAMELESS not in names
    assert all(isinstance(winner, Winner) for winner in award_rounds.winners(awarded, contest.id))


def named_guests(store, contest, who, winner):
    """A winner's answer to the invitation to the ceremony names a guest."""
    name = canary(who, "guest")
    invited = CeremonyInvitation(contest=contest.id, who=winner, mailed_plan=1, version=1)
    guests = GuestList(contest=contest.id, who=winner, by=who, names=(name,))
    store.commit(
        create(keys.ceremony_invitation(contest.id, winner), invited),
        create(keys.guests(contest.id, winner), guests),
    )
    return guests


def test_guests_of_a_work_and_of_a_unit_are_exported_and_forgotten_with_whoever_named_them(
    awarded, objects, contest
):
    own = [named_guests(awarded, contest, "zhou", winner) for winner in ("zhou-work", "u1")]
    kept = named_guests(awarded, contest, "li", "u2")
    assert set(personal_data(awarded, "zhou", now=NOW).guests) == set(own)
    erase_all(awarded, objects)
    assert found_in(awarded, [canary("zhou", "guest")]) == {}
    assert awarded.find(keys.guests(contest.id, "u2"), GuestList) == kept
