"""The snapshots of a list of winners as rows, for `laurel results snapshots`."""

from collections.abc import Iterable, Mapping

from contest.award.award import AWARD_STATUS_NAMES, AwardStatus
from contest.award.places import places
from contest.model import Text
from contest.rules.rules import Rules
from contest.winners.award_snapshot import KeptSnapshot, Loss, SnapshotReason
from laurel.output import Coded, Listing, Value

COLUMNS = {
    "number": "序号 number",
    "at": "时间 at",
    "reasons": "原因 reasons",
    "edition": "规则版次 edition",
    "sha256": "sha256",
}
LOST: Mapping[Loss, Text] = {
    "revoked": Text(zh="已撤销", en="revoked"),
    "withdrawn": Text(zh="作品撤回", en="the work was withdrawn"),
    "disqualified": Text(zh="作品取消资格", en="the work was disqualified"),
}


def listing(kept: Iterable[KeptSnapshot], rules: Rules) -> Listing:
    rows: list[dict[str, Value | Coded]] = [
        {
            "number": one.number,
            "at": one.at,
            "reasons": "；".join(_named(reason, rules) for reason in one.reasons),
            "edition": one.edition,
            "sha256": one.sha256,
        }
        for one in kept
    ]
    return Listing("名单存档 Snapshots", COLUMNS, rows, rules)


def _named(reason: SnapshotReason, rules: Rules) -> str:
    """A work or unit is named by its id, as in the snapshot itself."""
    if reason.award is None or isinstance(reason.cause, AwardStatus):
        of_round = AWARD_STATUS_NAMES[AwardStatus(reason.cause)]
        return f"{of_round.zh} {of_round.en}"
    lost, known = LOST[reason.cause], places(rules.awards)
    place = known[reason.award.place].name.zh if reason.award.place in known else ""
    who = reason.award.entry or reason.award.unit or ""
    return f"{place or reason.award.place} {who}：{lost.zh} {lost.en}"
