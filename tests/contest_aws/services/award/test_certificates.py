"""Certificates are issued once for each winner, corrected by a new one, and stand as the award
does."""

import io
import itertools
import zipfile

import pytest

from contest import erasure
from contest.audit import RULES, Actor, first_broken
from contest.certificates.archive import Archive
from contest.certificates.certificate import CertificateStatus, Validity, nameless
from contest.refusals import Refusal, Refused
from contest_aws.certificates.look import covered
from contest_aws.services.award import certificate_archive, certificates, making, revocation
from contest_aws.services.award.certificate_check import UNKNOWN, check
from contest_aws.services.award.certificates import Issuing, Spelling
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.upload import submission
from contest_aws.services.winners import certificate_correction
from contest_aws.services.winners.certificate_correction import Correction
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, update
from tests.builders import any_time

SITE = "https://laurel.example.org"


class FakeFiles:
    """Keeps files in memory."""

    def __init__(self):
        self.kept = {}

    def keep(self, key, body):
        self.kept[key] = body
        return "v1"

    def keep_archive(self, key, body):
        self.kept[key] = body.read()
        return "v1"

    def read(self, key):
        return self.kept[key]

    def drop(self, key, version):
        assert version == "v1"
        del self.kept[key]


class FakeRenderer:
    """A file is the text that would be printed."""

    def pdf(self, certificate):
        return "\n".join(certificate.wording.lines).encode()


class Issuer:
    """The certificates of the award round `first`."""

    def __init__(self, round_):
        self.round, self.files = round_, FakeFiles()
        self._random = itertools.count(1)

    def draw(self, many):
        return (next(self._random) << 8).to_bytes(many)

    def context(self, at=200, actor=RULES):
        return Context(self.round.store, self.round.contest, actor, any_time(at))

    def issuing(self, **changes):
        return Issuing(**{"site": SITE, "covered": covered(), "draw": self.draw} | changes)

    def issue(self, *spellings, **changes):
        issuing = self.issuing(**changes)
        return certificates.issue(self.context(), self.round.now, issuing, spellings=spellings)

    def correct(self, code, **what):
        correction = Correction(**{"reason": "错别字"} | what)
        host = self.context(210, Actor.of("host", "h"))
        return certificate_correction.correct(host, code, correction, self.issuing())

    def make(self, enough=lambda: True):
        return making.make(self.context(), self.files, lambda _: FakeRenderer(), enough=enough)

    def all(self):
        return certificates.all_of(self.round.store, self.round.contest.id)

    def check(self, code):
        return check(self.round.store, self.round.contest.id, code).validity

    def entry(self, name):
        return entry_of(self.round.store, self.round.contest.id, name)

    def revoke(self, place, entry=None, unit=None, at=300):
        asked = RevocationRequest(place=place, entry=entry, unit=unit, reason="侵权")
        ctx = self.context(at, Actor.of("host", "h"))
        return revocation.revoke(ctx, self.round.now, asked)


@pytest.fixture
def issuer(final):
    final.grant()
    return Issuer(final)


def refusals(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals


def test_each_winner_gets_one_certificate_in_the_order_of_the_awards(issuer):
    winners = issuer.round.now.proposal
    issued = issuer.issue()
    assert [(c.place, c.entry, c.unit, c.wording.recipient) for c in issued] == [
        (w.place, w.entry, w.unit, w.recipient) for w in winners
    ]
    assert [c.number for c in issued] == [
        f"GYZS-2024-{number:04}" for number in range(1, len(winners) + 1)
    ]
    assert len({c.code for c in issued}) == len(winners)
    assert {c.link for c in issued} == {
        f"{SITE}/check/{issuer.round.contest.id}/{c.code}" for c in issued
    }
    assert all(c.mark for c in issued)
    assert issuer.all() == issued


def with_text(issuer, text):
    """The contest's certificates say this, beside their foot."""
    contest = issuer.round.contest
    certificate = contest.rules.certificate.model_copy(update={"zh": text, "unit": None})
    rules = contest.rules.model_copy(update={"certificate": certificate})
    issuer.round.contest = contest.model_copy(update={"rules": rules})


def test_a_text_may_name_the_theme_of_the_work_and_the_check_page(issuer):
    with_text(issuer, "{entrant}\n{theme} {link}")
    themes = {theme.id: theme.name.zh for theme in issuer.round.contest.rules.themes}
    gold = next(one for one in issuer.issue() if one.place == "gold")
    theme = themes[issuer.entry(gold.entry).form.theme]
    address = f"{SITE}/check/{issuer.round.contest.id}/"
    assert gold.wording.lines[1] == f"{theme} {address}{gold.code}"
    after = issuer.correct(gold.code, recipient="湘江重工")
    assert after.wording.lines == ("湘江重工", f"{theme} {address}{after.code}")
    assert theme


def test_a_text_without_a_work_has_no_theme(issuer):
    with_text(issuer, "{entrant}\n[{theme}]")
    of_units = [one for one in issuer.issue() if one.unit]
    assert {one.wording.lines[1] for one in of_units} == {"[]"}


def test_issued_again_nothing_changes(issuer):
    issuer.issue()
    before = dict(issuer.round.store.items)
    assert issuer.issue() == []
    assert issuer.round.store.items == before


def test_more_than_one_commit_takes_are_issued_with_numbers_in_a_row(issuer, monkeypatch):
    monkeypatch.setattr(certificates, "AT_ONCE", 2)
    assert [c.number[-4:] for c in issuer.issue()] == [
        f"{number:04}" for number in range(1, len(issuer.round.now.proposal) + 1)
    ]


def test_two_calls_at_once_issue_each_certificate_once(issuer):
    other = Issuer(issuer.round)
    drawn = itertools.count(1000)

    def draw(many):
        """Once everything was read, and before it is written, the other call does it all."""
        other.issue()
        return (next(drawn) << 8).to_bytes(many)

    assert issuer.issue(draw=draw) == []
    assert [c.number[-4:] for c in issuer.all()] == [
        f"{number:04}" for number in range(1, len(issuer.round.now.proposal) + 1)
    ]


def test_no_certificate_has_a_name_that_is_erased_while_it_is_issued(issuer):
    drawn = itertools.count(1)

    def draw(many):
        """Once everything was read, and before it is written, an erasure takes the names."""
        before = issuer.round.now
        proposal = erasure.nameless(before.proposal, issuer.entry("e0"))
        if proposal != before.proposal:
            key = keys.award_round(before.contest, before.id)
            after = before.next_version(proposal=proposal)
            issuer.round.store.commit(update(key, after, before=before))
        return (next(drawn) << 8).to_bytes(many)

    issuer.issue(draw=draw)
    assert issuer.all()
    assert [one.number for one in issuer.all() if one.entry == "e0"] == []


def test_nothing_is_issued_before_the_awards_are_granted(final):
    assert refusals(Issuer(final).issue) == (Refusal(code="certificate.not_granted"),)


def test_a_work_that_was_taken_out_gets_none(issuer):
    host = issuer.context(190, Actor.of("host", "h"))
    disqualify(host, entry_of(issuer.round.store, issuer.round.contest.id, "e0"), reason="侵权")
    issuer.revoke("silver", "e1", at=190)
    issued = {(c.place, c.entry) for c in issuer.issue()}
    assert "e0" not in {entry for _, entry in issued}
    assert ("silver", "e1") not in issued
    assert "e1" in {entry for _, entry in issued}


def test_a_character_that_the_font_lacks_is_named_before_anything_is_issued(issuer):
    (name,) = {w.recipient for w in issuer.round.now.proposal if w.entry == "e0"}
    title = next(w.title for w in issuer.round.now.proposal if w.entry == "e0")
    lacking = covered() - {name[0]}
    before = dict(issuer.round.store.items)
    found = refusals(issuer.issue, covered=lacking)
    assert (
        Refusal(
            code="certificate.missing_characters",
            measured=f"{name[0]} (U+{ord(name[0]):04X})",
            allowed=f"{name}《{title}》",
        )
        in found
    )
    assert issuer.round.store.items == before
    printed = name.replace(name[0], "甲")
    names = {w.recipient for w in issuer.round.now.proposal}
    spellings = [Spelling(one, one.replace(name[0], "甲")) for one in names]
    assert printed in {c.wording.recipient for c in issuer.issue(*spellings, covered=lacking)}


@pytest.mark.parametrize("how", ["disqualified", "withdrawn"])
def test_a_certificate_checks_as_its_award_stands_from_the_same_moment(issuer, how):
    by_place = {(c.place, c.entry): c for c in issuer.issue()}
    gold, silver = by_place["gold", "e0"], by_place["silver", "e1"]
    assert issuer.check(gold.code) == Validity(status=CertificateStatus.VALID)
    issuer.revoke("gold", "e0")
    revoked = Validity(status=CertificateStatus.REVOKED, since=any_time(300))
    assert issuer.check(gold.code) == revoked
    assert issuer.check(silver.code) == Validity(status=CertificateStatus.VALID)
    host, its = issuer.context(310, Actor.of("host", "h")), issuer.entry("e1")
    if how == "disqualified":
        disqualify(host, its, reason="侵权")
    else:
        submission.withdraw(host.acting_as(Actor.of("entrant", its.owner)), its)
    assert issuer.check(silver.code) == Validity(
        status=CertificateStatus.REVOKED, since=any_time(310)
    )
    assert issuer.check(gold.code) == revoked


@pytest.mark.parametrize("typed", ["", "0000-0000-0000", "GYZS-2024-0001", "x" * 500])
def test_what_was_never_issued_is_unknown(issuer, typed):
    issuer.issue()
    assert issuer.check(typed) == UNKNOWN


def test_a_corrected_certificate_has_a_new_number_and_the_old_one_is_replaced(issuer):
    first, *others = issuer.issue()
    after = issuer.correct(first.code, recipient="湘江重工")
    assert after.number == f"GYZS-2024-{len(others) + 2:04}"
    assert (after.replaces, after.wording.recipient) == (first.code, "湘江重工")
    assert after.wording.lines[0] == "湘江重工："
    assert (after.wording.date, after.wording.title) == (first.wording.date, first.wording.title)
    assert issuer.check(first.code) == Validity(
        status=CertificateStatus.REPLACED, since=any_time(210)
    )
    assert issuer.check(after.code) == Validity(status=CertificateStatus.VALID)
    assert after.code in after.link
    present = certificates.of_winner(issuer.round.store, issuer.round.contest.id, first.entry)
    assert after.code in {one.code for one in present}
    assert first.code not in {one.code for one in present}
    issuer.revoke(first.place, first.entry)
    assert {issuer.check(one.code).status for one in (first, after)} == {CertificateStatus.REVOKED}


def test_the_same_correction_again_is_the_same_certificate(issuer):
    first, *_ = issuer.issue()
    after = issuer.correct(first.code, title="一炉钢")
    before = dict(issuer.round.store.items)
    assert issuer.correct(first.code, title="一炉钢") == after
    assert issuer.round.store.items == before


def test_what_cannot_be_corrected_is_refused(issuer):
    first, second, *_ = issuer.issue()
    code = first.code
    assert (
        refusals(issuer.correct, code, recipient="甲", reason=" ")[0].code
        == "decision.reason_missing"
    )
    same = refusals(issuer.correct, code, recipient=first.wording.recipient)
    assert same == (Refusal(code="certificate.nothing_to_correct"),)
    (lacks,) = refusals(issuer.correct, code, recipient="王𠮷")
    assert (lacks.code, lacks.measured) == ("certificate.missing_characters", "𠮷 (U+20BB7)")
    issuer.correct(code, recipient="甲")
    ended = Refusal(code="certificate.no_longer_valid", measured=first.number)
    assert refusals(issuer.correct, code, recipient="乙") == (ended,)
    issuer.revoke(second.place, second.entry, second.unit)
    assert refusals(issuer.correct, second.code, recipient="乙")[0].measured == second.number
    assert refusals(issuer.correct, "0" * 12, recipient="乙") == (Refusal(code="item.missing"),)


def test_each_decision_has_its_record_which_names_nobody(issuer):
    first, *_ = issuer.issue()
    after = issuer.correct(first.code, recipient="湘江重工")
    for code, actions in (
        (first.code, ["certificate.issue", "certificate.replace"]),
        (after.code, ["certificate.issue"]),
    ):
        chain = issuer.round.store.chain(keys.certificate(issuer.round.contest.id, code))
        assert [record.action for record in chain] == actions
        assert first_broken(chain) is None
        for record in chain:
            text = record.model_dump_json()
            assert "湘江" not in text
            assert first.wording.recipient not in text
            assert first.wording.title not in text


def test_files_are_made_once_and_goes_on_where_time_ended(issuer):
    issued = issuer.issue()
    times = iter([True, True, False])
    assert issuer.make(lambda: next(times)) == len(issued) - 2
    assert len(issuer.files.kept) == 2
    assert issuer.make() == 0
    assert sorted(issuer.files.kept) == sorted(one.file for one in issuer.all())
    issuer.files.kept.clear()
    assert issuer.make() == 0
    assert issuer.files.kept == {}


def test_nothing_is_made_of_what_does_not_count(issuer):
    first, second, *_ = issuer.issue()
    issuer.correct(first.code, recipient="甲")
    issuer.revoke(second.place, second.entry, second.unit)
    issuer.make()
    assert {one.code for one in issuer.all() if not one.file} >= {first.code, second.code}


def test_a_file_of_what_is_erased_at_this_very_moment_is_dropped(issuer):
    first, *_ = issuer.issue()
    store, key = issuer.round.store, keys.certificate(issuer.round.contest.id, first.code)

    class Overtaken(FakeRenderer):
        def pdf(self, certificate):
            if certificate.code == first.code:
                without = nameless(certificate, hidden=erasure.NAMELESS)
                store.commit(update(key, without, before=certificate))
            return super().pdf(certificate)

    making.make(issuer.context(), issuer.files, lambda _: Overtaken(), enough=lambda: True)
    assert making.file_key(first) not in issuer.files.kept
    assert len(issuer.files.kept) == len(issuer.all()) - 1


def test_all_certificates_that_count_are_packed_into_one_file(issuer):
    first, second, *_ = issuer.issue()
    issuer.make()
    issuer.revoke(second.place, second.entry, second.unit)
    asked = certificate_archive.ask(issuer.context(400))
    assert (asked.done, asked.total, asked.file) == (0, len(issuer.all()) - 1, "")
    certificate_archive.make(issuer.context(400), issuer.files)
    archive = issuer.round.store.find(keys.certificate_archive(issuer.round.contest.id), Archive)
    assert archive.done == archive.total == len(issuer.all()) - 1
    packed = zipfile.ZipFile(io.BytesIO(issuer.files.read(archive.file)))
    assert (
        f"{first.number} {first.wording.recipient} {first.wording.award}.pdf" in packed.namelist()
    )
    assert not any(second.number in name for name in packed.namelist())
    before = dict(issuer.files.kept)
    certificate_archive.make(issuer.context(401), issuer.files)
    assert issuer.files.kept == before


def write_first(monkeypatch, store, other):
    """Let `other` write at the moment when all was read for the next commit."""
    commit = store.commit

    def overtaken(*changes):
        monkeypatch.setattr(store, "commit", commit)
        other()
        commit(*changes)

    monkeypatch.setattr(store, "commit", overtaken)


def test_an_archive_asked_for_while_one_is_made_is_no_conflict_to_the_host(issuer, monkeypatch):
    issuer.issue()
    issuer.make()
    certificate_archive.ask(issuer.context(400))
    store = issuer.round.store
    write_first(
        monkeypatch, store, lambda: certificate_archive.make(issuer.context(), issuer.files)
    )
    asked = certificate_archive.ask(issuer.context(401))
    assert store.find(keys.certificate_archive(issuer.round.contest.id), Archive) == asked
    assert (asked.done, asked.file) == (0, "")


def test_a_certificate_corrected_while_its_file_is_made_is_no_conflict_to_the_host(
    issuer, monkeypatch
):
    wrong, *_ = issuer.issue()
    write_first(monkeypatch, issuer.round.store, issuer.make)
    issuer.correct(wrong.code, recipient="湘江重工")
    assert issuer.check(wrong.code).status is CertificateStatus.REPLACED


def archive_of(issuer):
    return issuer.round.store.find(keys.certificate_archive(issuer.round.contest.id), Archive)


def forget_archive(issuer):
    """As the erasure of somebody in it does."""
    store = issuer.round.store
    store.commit(*certificate_archive.forget(store, issuer.round.contest.id))


def test_an_archive_that_an_erasure_deletes_is_expired_until_another_is_asked_for(issuer):
    issuer.issue()
    issuer.make()
    certificate_archive.ask(issuer.context(400))
    certificate_archive.make(issuer.context(400), issuer.files)
    forget_archive(issuer)
    gone = archive_of(issuer)
    assert (gone.file, gone.is_expired(any_time(400))) == ("", True)
    before = dict(issuer.files.kept)
    certificate_archive.make(issuer.context(401), issuer.files)
    assert issuer.files.kept == before, "nobody has asked for another"
    again = certificate_archive.ask(issuer.context(402))
    assert not again.is_expired(any_time(402))


def test_no_archive_that_is_made_during_an_erasure_is_kept(issuer, monkeypatch):
    issuer.issue()
    issuer.make()
    certificate_archive.ask(issuer.context(400))
    before = dict(issuer.files.kept)
    keep = issuer.files.keep_archive

    def overtaken(key, body):
        forget_archive(issuer)
        return keep(key, body)

    monkeypatch.setattr(issuer.files, "keep_archive", overtaken)
    with pytest.raises(Conflict):
        certificate_archive.make(issuer.context(401), issuer.files)
    assert issuer.files.kept == before
    monkeypatch.undo()
    certificate_archive.make(issuer.context(402), issuer.files)
    assert archive_of(issuer).file in issuer.files.kept
