"""Winners for whom the fonts lack a character are held back. All others get their certificates."""

from contest_aws.certificates.look import covered
from contest_aws.services.award import certificates
from contest_aws.services.award.certificates import Spelling
from contest_aws.services.winners.held_back import OneAward, held_back, issue_spelt
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.contest_aws.services.award.test_certificates import issuer, with_text  # noqa: F401


def test_a_winner_whose_name_cannot_be_printed_is_held_back_and_no_other(issuer):  # noqa: F811
    winners = issuer.round.now.proposal
    title = next(one.title for one in winners if one.entry == "e0")
    lacking = covered() - {title[-1]}
    able = [one for one in winners if title[-1] not in one.title + one.recipient]
    issuing = issuer.issuing(covered=lacking)

    issued = certificates.issue_printable(issuer.context(), issuer.round.now, issuing)

    assert [(one.place, one.entry) for one in issued] == [(one.place, one.entry) for one in able]
    assert len(issued) < len(winners)
    assert certificates.issue_printable(issuer.context(), issuer.round.now, issuing) == []
    titles = {one.title for one in winners}
    later = issuer.issue(*(Spelling(one, f"{one[:-1]}甲") for one in titles), covered=lacking)
    numbers = [one.number for one in (*issued, *later)]
    assert numbers == [f"GYZS-2024-{n:04}" for n in range(1, len(winners) + 1)]


def test_a_character_of_the_credits_is_spelt_too_and_stays_so_when_corrected(issuer):  # noqa: F811
    with_text(issuer, "{entrant}\n{credits}")
    before = issuer.entry("e0")
    form = before.form.model_copy(update={"credits": ("导演：王𠮷",)})
    key = keys.entry(issuer.round.contest.id, "e0")
    issuer.round.store.commit(update(key, before.next_version(form=form), before=before))
    waiting, *others = held_back(issuer.context(), issuer.issuing())
    assert {(one.entry, one.characters) for one in (waiting, *others)} == {("e0", ("𠮷",))}
    award = OneAward(**{name: getattr(waiting, name) for name in OneAward.model_fields})

    one = issue_spelt(issuer.context(), award, {"𠮷": "吉"}, issuer.issuing())
    after = issuer.correct(one.code, title="一炉好钢")

    assert [one.wording.lines[1], after.wording.lines[1]] == ["导演：王吉", "导演：王吉"]
