"""The refusals of a route are read from the code that it runs."""

from tests.described import OPERATIONS, resolved


def refusals(method, path):
    answers = map(resolved, OPERATIONS[method, path]["responses"].values())
    problems = (answer["content"].get("application/problem+json", {}) for answer in answers)
    return {code for problem in problems for code in problem.get("examples", ())}


REVIEW = "/judge/{contest_id}/reviews/{round_id}/{number}"
EVERYWHERE = {"request.unreadable", "internal.fault"}
ADDRESSED = {"item.missing", "request.not_found"}
SIGNED_IN = EVERYWHERE | {"access.unknown", "access.forbidden"}
SIGNED_IN |= {"access.read_only", "access.view_over"}


def test_what_a_deed_and_what_it_calls_may_refuse():
    changing = (
        SIGNED_IN
        | {"access.cross_site"}
        | ADDRESSED
        | {"request.invalid", "item.changed_meanwhile"}
    )
    assert refusals("POST", f"{REVIEW}/submit") == changing | {
        "access.not_now",
        "contest.ended",
        "review.closed",
        "review.finished",
        "review.incomplete",
    }
    assert refusals("POST", "/screener/{contest_id}/entries/{entry_id}/decision") == changing | {
        "contest.ended",
        "entry.not_possible_now",
        "screening.claimed",
        "screening.date_early",
        "screening.date_passed",
        "screening.duplicate_unsettled",
        "screening.own_work",
        "screening.proposed_already",
        "screening.reason_missing",
        "screening.same_work",
        "screening.theme_unanswered",
        "screening.unknown_reason",
        "screening.unknown_theme",
    }


def test_what_only_looks_refuses_little():
    assert refusals("GET", "/judge/{contest_id}/reviews") == SIGNED_IN | ADDRESSED
    assert refusals("GET", "/public/{contest_id}/awards") == EVERYWHERE | ADDRESSED
