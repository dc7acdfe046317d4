"""The audit log of one contest, page by page: what was decided about a kind of subject or about one
work, and whether the chains are intact. Reads only.

A page has whole chains, in the order of their subjects. The next one goes on behind its last."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from contest.chains import Chain, Head, Tampering, tampering
from contest.model import Fact, Id
from contest_aws.services.upkeep.chains import read
from contest_aws.store import keys
from contest_aws.store.protocol import Store

CHAINS, RECORDS = 200, 2_000
"""The most chains that a page reads, and so many records that it ends with the chain in which they
are reached. Lambda sends 6 MB at the most."""


class SubjectKind(StrEnum):
    ENTRY = "entry"
    DUPLICATE = "duplicate"
    REVIEW = "review"
    CONFLICT = "conflict"
    ROUND = "round"
    AWARD = "award"
    OBJECTION = "objection"
    CERTIFICATE = "certificate"
    CEREMONY = "ceremony"
    PACKAGE = "package"
    PERSON = "person"
    UNIT = "unit"
    MAIL = "mail"
    CONTEST = "contest"


_KINDS: Mapping[str, SubjectKind] = {
    keys.ENTRY: SubjectKind.ENTRY,
    keys.MATCH: SubjectKind.DUPLICATE,
    keys.JUDGE: SubjectKind.REVIEW,
    keys.CONFLICT: SubjectKind.CONFLICT,
    keys.AWARDS: SubjectKind.AWARD,
    keys.OBJECTION: SubjectKind.OBJECTION,
    keys.CERTIFICATES: SubjectKind.CERTIFICATE,
    keys.CEREMONY: SubjectKind.CEREMONY,
    keys.PACKAGE: SubjectKind.PACKAGE,
    keys.ACCESS: SubjectKind.PERSON,
    keys.UNIT: SubjectKind.UNIT,
    keys.MAIL: SubjectKind.MAIL,
    keys.CONTEST: SubjectKind.CONTEST,
    keys.EXPIRY: SubjectKind.CONTEST,
}


class AuditSubject(Fact):
    """What a chain is about, read from its key."""

    name: str
    kind: SubjectKind
    entries: tuple[Id, ...]
    """The works that it is about; of a duplicate match those of this contest."""


class LogFilter(NamedTuple):
    kind: SubjectKind | None = None
    entry: Id | None = None

    def takes(self, subject: AuditSubject) -> bool:
        of_kind = self.kind is None or subject.kind is self.kind
        return of_kind and (self.entry is None or self.entry in subject.entries)


class LogPage(NamedTuple):
    chains: list[tuple[AuditSubject, Chain]]
    broken: list[tuple[AuditSubject, Tampering]]
    total: int
    """How many chains there are in all."""
    last: str
    """Behind which subject the next page begins; empty at the end."""


def page(
    store: Store,
    contest_id: Id,
    where: LogFilter,
    *,
    after: str = "",
    sealed: Mapping[str, Head] = MappingProxyType({}),
    most_records: int | None = RECORDS,
) -> LogPage:
    """The chains behind the subject `after`, and which of them are broken. `sealed`: heads of the
    last digest, with which the chains have to agree."""
    names = sorted(store.chain_heads().keys() | sealed.keys())
    known = {name: found for name in names if (found := subject_of(name, contest_id))}
    wanted = [name for name, subject in known.items() if where.takes(subject)]
    due = [name for name in wanted if name > after]
    chains = {chain.subject: chain for chain in read(store, due[:CHAINS], sealed)}
    taken = _taken([chains[name] for name in due[:CHAINS]], most_records)
    damages = (tampering(chain, sealed.get(chain.subject)) for chain in taken)
    return LogPage(
        chains=[(known[chain.subject], chain) for chain in taken],
        broken=[(known[damage.subject], damage) for damage in damages if damage],
        total=len(wanted),
        last=taken[-1].subject if len(taken) < len(due) else "",
    )


def _taken(chains: list[Chain], most_records: int | None) -> list[Chain]:
    """The first of them, up to the one in which so many records are reached."""
    records = 0
    for number, chain in enumerate(chains, start=1):
        records += len(chain.records)
        if most_records is not None and records >= most_records:
            return chains[:number]
    return chains


def subject_of(name: str, contest_id: Id) -> AuditSubject | None:
    """None for a subject of another contest, or of none, such as an account."""
    first, *rest = name.split("#")
    kind = _KINDS.get(f"{first}#")
    if kind is SubjectKind.PERSON:  # ACCESS#<account>#GRANT#<contest>#<role>
        rest = rest[2:] if f"{rest[1]}#" == keys.SK_GRANT else []
    if kind is None or len(rest) < 2:
        return None
    if kind is SubjectKind.DUPLICATE:  # MATCH#<contest>.<entry>~<contest>.<entry>#MATCH
        works = (work.partition(".") for work in rest[0].split("~"))
        entries = tuple(entry for contest, _, entry in works if contest == contest_id)
        return AuditSubject(name=name, kind=kind, entries=entries) if entries else None
    if rest[0] != contest_id:
        return None
    if kind is SubjectKind.CONTEST and f"{rest[1]}#" == keys.SK_ROUND:
        kind = SubjectKind.ROUND
    return AuditSubject(name=name, kind=kind, entries=_entries(kind, rest))


def _entries(kind: SubjectKind, rest: list[str]) -> tuple[Id, ...]:
    if kind is SubjectKind.ENTRY:
        return (rest[1],)
    is_review = kind is SubjectKind.REVIEW and f"{rest[2]}#" == keys.SK_REVIEW
    return (rest[-1],) if is_review or kind is SubjectKind.CONFLICT else ()
