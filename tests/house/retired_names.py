"""`python -m tests.house.retired_names`: names that have had a better one since 0.1, and are not to
come back. Each row says where its name is retired: some are good names elsewhere.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from tests.house.definitions import Definition, all_definitions

MODULE = ("module",)
TYPE = ("class", "alias")
CALL = ("function", "method")
FIELD = ("attribute", "parameter")
NAME = (*MODULE, *TYPE, *CALL, *FIELD, "variable")

RUNTIME = ("layers/*", "functions/*", "cli/*")
PYTHON = ("*.py",)
WEB = ("web/*",)
TESTS = ("tests/*",)
INFRA = ("infra/*",)


@dataclass(frozen=True)
class Retired:
    names: tuple[str, ...]
    """As they are written; `let_*` stands for every name that begins so."""
    becomes: str
    kinds: tuple[str, ...] = NAME
    within: tuple[str, ...] = ("*",)
    """Patterns of the paths in which they are retired."""
    outside: tuple[str, ...] = ()
    """Patterns of the paths in which they are not."""
    as_word: bool = False
    """Also where they are a word of a longer name: `deed` in `useDeed` and `LAST_DEED`."""
    annotated: tuple[str, ...] = ()
    """Only with one of these types."""
    unless_annotated: tuple[str, ...] = ()

    def forbids(self, found: Definition) -> bool:
        """Whether it is of such a kind in such a place. That its name fits is known."""
        return (
            found.kind in self.kinds
            and _lies_in(found.path, self.within)
            and not _lies_in(found.path, self.outside)
            and (not self.annotated or found.annotation in self.annotated)
            and found.annotation not in self.unless_annotated
        )

    def fits(self, name: str) -> bool:
        if self.as_word:
            return any(f"_{retired}_" in snake(name) for retired in self.names)
        return any(fnmatchcase(name.strip("_"), retired) for retired in self.names)


def words(name: str) -> list[str]:
    """`useDeed`, `USE_DEED` and `use_deed` are two words, `use` and `deed`."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def snake(name: str) -> str:
    """`_use_deed_` for each of them."""
    return f"_{'_'.join(words(name))}_"


def _lies_in(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


RETIRED = (
    Retired(("desk", "desks"), "services", as_word=True),
    Retired(("useDeed",), "useAction", CALL, WEB),
    Retired(("deed", "deeds"), "action", as_word=True),
    # In a window of the browser "ours" and "theirs" are the two sides of a conflict.
    Retired(("ours",), "now", within=PYTHON),
    Retired(("theirs",), "contest_time", within=PYTHON),
    Retired(("ahead",), "clock_offset"),
    Retired(("seen",), "expected_version", FIELD, (*RUNTIME, *WEB)),
    Retired(("anew",), "retry_on_conflict"),
    Retired(("Owned",), "Audited", TYPE),
    Retired(("touched",), "next_version", CALL),
    # Elsewhere "after" is a value that comes after another.
    Retired(("after",), "with_record", ("method",), ("*/contest/audit.py",)),
    # An owner is a person: the owner of an entry is an account's id.
    Retired(("owner",), "subject", FIELD, ("layers/*",), unless_annotated=("Id", "Id | None")),
    Retired(("Owner",), "ExecutionSubject", TYPE),
    Retired(("Passing",), "Expiring", TYPE),
    Retired(("Whole",), "pydantic's StrictInt", TYPE),
    Retired(("Stand",), "EntryView", TYPE),
    Retired(("stand",), "entrant_view", MODULE),
    # In infra "reads" are the items that a function may read.
    Retired(("reads",), "status_text", (*CALL, *FIELD), RUNTIME),
    Retired(("Stand",), "RouteByStatus", ("state",)),
    Retired(("told",), "to_response, or details", (*CALL, "attribute")),
    Retired(("Given",), "ReviewSummary", TYPE),
    Retired(("Shown",), "ReviewDetail", TYPE),
    Retired(("Said",), "AnswerRequest", TYPE),
    Retired(("Word",), "DuplicateDecision, or ReportDecision", TYPE),
    Retired(("Filled",), "FormUpdate", TYPE),
    Retired(("Accepted",), "DeclarationAcceptance", TYPE),
    Retired(("Asking",), "CodeRequest, or InviteMode", TYPE),
    Retired(("Asked",), "CodeIssued", TYPE),
    Retired(("Typed",), "ErasureRequest", TYPE),
    Retired(("lost",), "recovery", MODULE),
    Retired(("take_up", "takes_up", "taken_up"), "recover", as_word=True),
    Retired(("sweep", "sweeps"), "deletion", as_word=True),
    Retired(("wake",), "dispatch", as_word=True),
    Retired(("wakes",), "stream_routes", as_word=True),
    Retired(("woken",), "consumer", as_word=True),
    Retired(("admission",), "authorization", as_word=True),
    # A rule is one of the contest's.
    Retired(("Rule",), "RoutePolicy", TYPE, ("*/access.py", "*/authorization.py")),
    Retired(("Letter", "Words"), "MailText", TYPE),
    Retired(("letters",), "account_mail", MODULE),
    Retired(("reconcile_letter",), "reconciliation_mail", MODULE),
    # The text of the mails on a status has the name now.
    Retired(("status_mail",), "outbox", MODULE, outside=("*/contest/mail/status_mail.py",)),
    Retired(("office",), "organiser", (*MODULE, *TYPE), ("cli/*",), as_word=True),
    Retired(("showing", "showings"), "BlindCopy", within=RUNTIME + INFRA, as_word=True),
    Retired(("suspicion", "suspicions"), "DuplicateMatch", as_word=True),
    Retired(("likeness",), "similarity", as_word=True),
    Retired(("Held",), "PersonalData", TYPE),
    Retired(("held_api",), "personal_data_routes", MODULE),
    Retired(("mend_by",), "resubmit_by", as_word=True),
    Retired(("hand_in", "hands_in", "handed_in"), "submit", as_word=True),
    # A picture may be turned.
    Retired(("turn",), "run", FIELD, ("layers/*", "functions/*"), outside=("*/pictures.py",)),
    Retired(("back",), "previous_status", FIELD, ("layers/*", "functions/*")),
    Retired(("kept",), "previous_upload", FIELD, ("layers/*", "functions/*")),
    Retired(("gone",), "erased", FIELD, ("layers/*", "functions/*")),
    # Below the handlers, mails are held back and grants are held.
    Retired(("held",), "contest", (*FIELD, "local"), ("functions/*", "cli/*")),
    Retired(("held",), "contest", (*CALL, *FIELD), annotated=("Contest",)),
    Retired(("contest",), "contest_id", ("path_parameter",), ("layers/*", "functions/*")),
    Retired(("entry",), "entry_id", ("path_parameter",), ("layers/*", "functions/*")),
    # An answer to a field of a form is one in the pages.
    Retired(("Answer",), "GrantStatus", TYPE, ("layers/*", "functions/*")),
    Retired(("Standing",), "ReportStatus", TYPE),
    Retired(("TOLD",), "PENDING", ("attribute",)),
    Retired(("enter",), "submission", MODULE),
    Retired(("entrance", "entrances"), "app", as_word=True),
    Retired(("Job",), "FunctionSpec", TYPE, INFRA),
    Retired(("let_*",), "grant_*", CALL, INFRA),
    Retired(("tell",), "add_settings", CALL, INFRA),
    Retired(("household",), "people", within=TESTS, as_word=True),
    Retired(("cast", "Cast"), "contest_client", (*MODULE, *TYPE, *CALL, *FIELD), TESTS),
    # The way of an entry has stages.
    Retired(("stage", "Stage"), "api_fixtures", (*MODULE, *TYPE, *CALL), TESTS),
    Retired(("stand_in", "stand_ins"), "fakes", within=TESTS, as_word=True),
    Retired(("useRead",), "useQuery", CALL, WEB),
    Retired(("where",), "router", MODULE, WEB),
    Retired(("words",), "i18n", MODULE, WEB),
    Retired(("carry",), "uploadFile", (*MODULE, *CALL), WEB),
    Retired(("patiently",), "retry", (*MODULE, *CALL), WEB),
    Retired(("FilmBox",), "VideoPlayer", MODULE, WEB),
    Retired(("LackingList",), "MissingList", MODULE, WEB),
)


def complaints(found: Iterable[Definition]) -> Iterator[str]:
    """One for each definition that has a retired name."""
    for one in found:
        for retired in _retired(one.name):
            if retired.forbids(one):
                place = f"{one.path}:{one.line}: {one.kind.replace('_', ' ')} {one.name}"
                yield f"{place} is retired: {retired.becomes}"
                break


@cache
def _retired(name: str) -> list[Retired]:
    """Names come again and again."""
    return [retired for retired in RETIRED if retired.fits(name)]


def main() -> None:
    lines = sorted(complaints(all_definitions()))
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.exit(f"{len(lines)} retired names are defined." if lines else 0)


if __name__ == "__main__":
    main()
