"""The chains of a whole contest, with people erased and data expired: intact as they are, and of
10,000 tamperings each one is found."""

import random
from datetime import timedelta

import pytest

from contest import chains
from contest.audit import CALENDAR, RULES, START, Actor
from contest.chains import Chain, Digest
from contest.erasure import Kept
from contest.people.account import Invited, Role
from contest_aws.media.digests import StoredDigest
from contest_aws.services import entries, mailing
from contest_aws.services.award import award_rounds
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.upkeep import erasure, retention
from contest_aws.services.upkeep.chains import all_chains, seal, verify
from contest_aws.services.upkeep.deletion import AUDITED
from contest_aws.store import keys
from contest_aws.store.keys import AUDIT
from tests import people
from tests.builders import any_time
from tests.contest.test_chains import rechained, rehashed
from tests.contest_aws.services.fakes import FakeObjects
from tests.people import address_of, entry_of

NOW = any_time(200)
DUE = any_time(168) + timedelta(days=3 * 365)
TAMPERINGS = 10_000


class FakeDigests:
    def __init__(self):
        self.kept = []

    def last(self):
        return self.kept[-1] if self.kept else None

    def keep(self, digest):
        self.kept.append(StoredDigest(digest, f"{len(self.kept):064d}"))
        return str(len(self.kept))


@pytest.fixture
def objects(media):
    return FakeObjects(media)


@pytest.fixture
def awarded(store, contest, media, snapshots):
    """Two people's works were judged and awarded; of Zhou the host looked at the contact and sent
    the mails again."""
    for who in ("zhou", "li"):
        people.settle_in(store, contest, media, who)
    people.judge_all(store, contest, "zhou", "li")
    people.award_all(store, contest, snapshots)
    round_ = award_rounds.round_of(store, contest.id, "first")
    award_rounds.grant(Context(store, contest, RULES, any_time(171)), round_)
    for of in ("zhou-work", "zhou"):
        for mail in list(mailing.all_of(store, contest.id, of)):
            mailing.again(store, mail, actor=Actor.of("host"), now=NOW)
    entries.show_contact(
        Context(store, contest, Actor.of("host"), NOW), entry_of(store, contest, "zhou-work")
    )
    return store


def erase(store, objects, who):
    erasure.ask(store, who, address=address_of(who), actor=Actor.of("account", who), now=NOW)
    return erasure.erase(store, objects, who, now=NOW, enough=lambda: True)


def expire(store, contest, objects):
    ctx = Context(store, contest, CALENDAR, DUE)
    for what in Kept:
        retention.begin(ctx, what)
        retention.expire(ctx, objects, what, enough=lambda: True)


def without_item(store):
    """Kinds of subjects whose chain is there and whose item is gone."""
    return {s.partition("#")[0] for s, head in store.chain_heads().items() if head is None}


def test_a_contest_in_which_nobody_was_erased_is_intact(awarded):
    report = verify(awarded, None)

    assert report.tampered == ()
    assert without_item(awarded) == set()
    assert report.chains == len({key.pk for key in awarded.items if key.pk.startswith(AUDIT)})
    assert report.records == sum(key.pk.startswith(AUDIT) for key in awarded.items)


def test_erasure_and_expiry_leave_chains_intact_and_say_what_was_deleted(awarded, contest, objects):
    digests = FakeDigests()
    seal(awarded, digests, now=NOW)

    erase(awarded, objects, "zhou")

    assert without_item(awarded) == {"ACCOUNT", "ACCESS", "MAIL", "MATCH"}
    assert seal(awarded, digests, now=NOW).tampered == ()
    expire(awarded, contest, objects)
    assert seal(awarded, digests, now=DUE).tampered == ()


def test_a_mail_that_was_sent_again_leaves_a_record_when_it_expires(awarded, contest, objects):
    mails = {str(mailing.key_of(m)) for m in mailing.all_of(awarded, contest.id, "zhou-work")}

    expire(awarded, contest, objects)

    last = {subject: awarded.stored_chain(subject).records[-1] for subject in mails}
    assert {record["action"] for record in last.values()} == {"mail.erase"}
    assert verify(awarded, None).tampered == ()


@pytest.mark.slow
@pytest.mark.parametrize("kind", AUDITED)
@pytest.mark.usefixtures("without_pauses")
def test_an_item_that_is_deleted_by_hand_is_missed(awarded, kind):
    doomed = [key for key in awarded.items if key.pk.startswith(kind.pk) and key.sk >= kind.sk]
    key = next(key for key in doomed if str(key) in awarded.chain_heads())

    del awarded.items[key]

    [found] = verify(awarded, None).tampered
    assert (found.subject, found.damage) == (str(key), chains.Damage.NO_ITEM)
    awarded.items.clear()  # the fixture would find it, too


def test_a_mail_written_after_the_erasure_is_deleted_with_its_chain_closed(
    awarded, contest, objects
):
    erase(awarded, objects, "zhou")
    work = entry_of(awarded, contest, "zhou-work")
    key = mailing.write(awarded, None, work.model_copy(update={"version": 999}), people.HOW)
    assert key is not None or work.erased
    erasure.erase_late(awarded, objects, contest.id, "zhou-work", now=NOW)
    assert verify(awarded, None).tampered == ()


@pytest.mark.usefixtures("without_pauses")
def test_what_is_written_while_it_is_read_is_no_tampering(awarded, contest, monkeypatch):
    """The chain is read before and the head after somebody's decision, or the other way round."""
    entry = entry_of(awarded, contest, "li-work")
    subject = str(keys.entry(contest.id, "li-work"))
    read, asked = awarded.stored_chain, []

    def torn(wanted):
        chain = read(wanted)
        if wanted == subject and not asked:
            asked.append(wanted)
            ctx = Context(awarded, contest, Actor.of("host"), NOW)
            entries.show_contact(ctx, entry)
            return chain.model_copy(update={"head": read(wanted).head})
        return chain

    monkeypatch.setattr(awarded, "stored_chain", torn)

    assert verify(awarded, None).tampered == ()
    assert asked == [subject]


def test_each_digest_names_the_one_before(awarded):
    digests = FakeDigests()
    for hour in range(3):
        seal(awarded, digests, now=any_time(200 + hour))

    assert [kept.digest.previous for kept in digests.kept] == [START, f"{0:064d}", f"{1:064d}"]
    assert digests.kept[0].digest.heads == digests.kept[2].digest.heads


@pytest.fixture
def sealed(awarded, contest, objects):
    """All chains after more was decided since the digest: by subject, with the digest."""
    digests = FakeDigests()
    erase(awarded, objects, "zhou")
    seal(awarded, digests, now=NOW)
    ctx = Context(awarded, contest, Actor.of("host"), NOW)
    for _ in range(3):
        entries.show_contact(ctx, entry_of(awarded, contest, "li-work"))
    for who in ("wang", "sun"):
        accounts.invite(ctx, address_of(who), Invited(role=Role.SCREENER, name=""), new_id=who)
    digest = digests.kept[-1].digest
    found = {chain.subject: chain for chain in all_chains(awarded, digest)}
    assert chains.verify(found.values(), digest).tampered == ()
    assert len(found) > len(digest.heads) > 20
    return found, digest


class Tampered:
    """One way of tampering after another, drawn by chance. Each answers the chains that it changed;
    None where it would change nothing."""

    def __init__(self, found: dict[str, Chain], digest: Digest, chance: random.Random):
        self.found, self.digest, self.chance = found, digest, chance
        self.chain = found[chance.choice(sorted(found))]
        self.records = list(self.chain.records)
        self.sealed = digest.heads.get(self.chain.subject)
        self.at = chance.randrange(len(self.records))

    def _with(self, **changes):
        return [self.chain.model_copy(update=changes)]

    def _forged(self, records):
        """Without a seam: hashes, numbers and head are right. Before the seal, or none."""
        if self.sealed is None or self.sealed.records <= self.at:
            return None
        return [rechained(self.chain.subject, records, head=self.chain.head is not None)]

    def _changed(self):
        record = dict(self.records[self.at])
        field = self.chance.choice(sorted(record))
        match record[field]:
            case int(number):
                record[field] = number + self.chance.choice((-1, 1, 10))
            case str(text):
                place = self.chance.randrange(len(text) + 1)
                record[field] = text[:place] + self.chance.choice("0af:#é") + text[place:]
            case value:
                record[field] = {"more": repr(value)}
        return record

    def changed(self):
        return self._with(
            records=(*self.records[: self.at], self._changed(), *self.records[self.at + 1 :])
        )

    def rehashed(self):
        record = rehashed(self._changed())
        if record == self.records[self.at]:
            return None
        return self._with(records=(*self.records[: self.at], record, *self.records[self.at + 1 :]))

    def forged(self):
        record = {**self.records[self.at], "actor": "host:nobody"}
        if record["actor"] == self.records[self.at]["actor"]:
            return None
        return self._forged([*self.records[: self.at], record, *self.records[self.at + 1 :]])

    def truncated(self):
        return self._with(records=tuple(self.records[: self.at]))

    def truncated_with_its_head(self):
        return self._forged(self.records[: self.at])

    def emptied(self):
        return self._with(records=())

    def lost(self):
        return [] if self.sealed else None

    def beheaded(self):
        if self.chain.head is None:
            return None
        return self._with(head=None)

    def cut_out(self):
        rest = (*self.records[: self.at], *self.records[self.at + 1 :])
        return self._with(records=rest)

    def cut_out_without_a_seam(self):
        return self._forged([*self.records[: self.at], *self.records[self.at + 1 :]])

    def inserted(self):
        other = self.chance.choice(self.found[self.chance.choice(sorted(self.found))].records)
        return self._with(records=(*self.records[: self.at], other, *self.records[self.at :]))

    def appended(self):
        last = self.records[-1]
        more = rehashed({**last, "sequence": last["sequence"] + 1, "previous": last["hash"]})
        if self.chain.head is None and more["action"].endswith(".erase"):
            return None  # one more record that says the same, consistent with its end
        return self._with(records=(*self.records, more))

    def reordered(self):
        mixed = [*self.records]
        self.chance.shuffle(mixed)
        return None if mixed == self.records else self._with(records=tuple(mixed))

    def reordered_without_a_seam(self):
        if self.at == 0:
            return None
        mixed = [*self.records]
        mixed[self.at - 1], mixed[self.at] = mixed[self.at], mixed[self.at - 1]
        self.at -= 1
        return self._forged(mixed)

    def swapped(self):
        other = self.found[self.chance.choice(sorted(self.found))]
        if other.subject == self.chain.subject:
            return None
        mine = {"records": other.records, "head": other.head}
        theirs = {"records": self.chain.records, "head": self.chain.head}
        return [self.chain.model_copy(update=mine), other.model_copy(update=theirs)]

    def swapped_without_a_seam(self):
        other = self.found[self.chance.choice(sorted(self.digest.heads))]
        if self.sealed is None or other.subject == self.chain.subject:
            return None
        swapped = [
            rechained(self.chain.subject, other.records),
            rechained(other.subject, self.chain.records),
        ]
        return None if swapped[0].end == self.chain.end else swapped

    def another_head(self):
        if self.chain.head is None:
            return None
        change = self.chance.choice(({"hash": self.records[0]["previous"]}, {"records": 99}))
        return self._with(head=self.chain.head.model_copy(update=change))


WAYS = [name for name in vars(Tampered) if not name.startswith("_")]


@pytest.mark.timeout(300)
def test_ten_thousand_tamperings_are_found(sealed):
    found, digest = sealed
    chance = random.Random(20260520)  # noqa: S311 - nothing secret
    missed, done = [], dict.fromkeys(WAYS, 0)
    while sum(done.values()) < TAMPERINGS:
        way = chance.choice(WAYS)
        tampered = Tampered(found, digest, chance)
        changed = getattr(tampered, way)()
        if changed is None:
            continue
        done[way] += 1
        subjects = {tampered.chain.subject, *(chain.subject for chain in changed)}
        own = {s: head for s, head in digest.heads.items() if s in subjects}
        report = chains.verify(changed, digest.model_copy(update={"heads": own}))
        if not {one.subject for one in report.tampered} & subjects:
            missed.append((way, tampered.chain.subject, tampered.at))

    assert missed == []
    assert min(done.values()) > 100
