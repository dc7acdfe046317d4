"""Rules under which a screener's decision is final at once: nobody waits for judges or mails."""

from datetime import timedelta

from contest.rules.rules import Rules


def decided_at_once(rules: Rules) -> Rules:
    screening = rules.screening.model_copy(update={"undo_within": timedelta(0)})
    return rules.model_copy(update={"screening": screening})
