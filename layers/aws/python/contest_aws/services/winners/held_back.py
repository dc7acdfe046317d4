"""Winners whose certificate is held back, because the fonts lack a character of a name. The host
says what is printed instead of it. Nothing else of a name can be changed that way."""

from collections.abc import Iterator, Mapping

from contest.award.award import AwardRound, AwardStatus, Winner, award_key
from contest.certificates.certificate import Certificate
from contest.certificates.coverage import refuse_uncovered, uncovered
from contest.model import Fact, Id
from contest_aws.services.award.award_rounds import round_of, rounds_of
from contest_aws.services.award.certificates import Due, Issuing, due_in, issue_to
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import get


class OneAward(Fact):
    """An award that was given: of which award round, and to which entry or unit."""

    round: Id
    """The award round."""
    place: Id
    theme: Id | None = None
    entry: Id | None = None
    unit: Id | None = None

    def is_to(self, winner: Winner) -> bool:
        return (self.place, self.theme, self.entry, self.unit) == award_key(winner)


class HeldBack(OneAward):
    recipient: str
    title: str
    award: str
    characters: tuple[str, ...]
    """Those that the fonts lack, each once, in their order."""


def held_back(ctx: Context, issuing: Issuing) -> list[HeldBack]:
    """Whose certificates are held back, in the order of the awards."""
    granted = (
        one for one in rounds_of(ctx.store, ctx.contest.id) if one.status is AwardStatus.GRANTED
    )
    return [held for round_ in list(granted) for _, held in _held_in(ctx, round_, issuing)]


def _held_in(ctx: Context, round_: AwardRound, issuing: Issuing) -> Iterator[tuple[Due, HeldBack]]:
    for due in due_in(ctx, round_, issuing):
        winner, wording = due
        for lacks in uncovered([wording], issuing.covered):
            held = HeldBack(
                round=round_.id,
                place=winner.place,
                theme=winner.theme,
                entry=winner.entry,
                unit=winner.unit,
                recipient=lacks.recipient,
                title=lacks.title,
                award=wording.award,
                characters=lacks.characters,
            )
            yield due, held


def issue_spelt(
    ctx: Context, of: OneAward, glyphs: Mapping[str, str], issuing: Issuing
) -> Certificate:
    """Issue one that is held back, with `glyphs` instead of the characters that the fonts lack; of
    other characters they count for nothing. Sent again, it is the certificate that there is."""
    round_ = round_of(ctx.store, ctx.contest.id, of.round)
    for due, held in _held_in(ctx, round_, issuing):
        if of.is_to(due.winner):
            used = {one: glyphs[one] for one in held.characters if one in glyphs}
            _issue(ctx, round_, due, issuing._replace(glyphs=used))
    who = of.entry or of.unit or ""
    pointer = keys.certificate_of(ctx.contest.id, who, of.round, of.place, of.theme or "")
    named = get(ctx.store, pointer, Named)
    return get(ctx.store, keys.certificate(ctx.contest.id, named.name), Certificate)


def _issue(ctx: Context, round_: AwardRound, held: Due, issuing: Issuing) -> None:
    """Refused if the fonts still lack something, or if nothing of a name would be left."""
    for spelt in due_in(ctx, round_, issuing):
        if award_key(spelt.winner) == award_key(held.winner):
            before, after = held.wording, spelt.wording
            nameless = not after.recipient or (before.title and not after.title)
            refuse_uncovered([before if nameless else after], issuing.covered)
            issue_to(ctx, round_.id, issuing, [spelt.winner])
