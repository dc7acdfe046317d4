"""What an entrant declares about AI, held against the rules and against what the file says."""

from collections.abc import Iterator

from contest.entry.form import Form
from contest.refusals import Refusal
from contest.rules.form_fields import AI_FIELDS, AI_USES, AiUse
from contest.rules.rules import Rules
from contest.validate.labels.file_labels import AiStatement, FileLabels
from contest.validate.verdict import Verdict

USE, HOW = AI_FIELDS


def declared(form: Form, rules: Rules) -> AiUse | None:
    """None: the rules do not ask, or the entrant has not said."""
    return AiUse(form.ai_use) if rules.ai.asked and form.ai_use else None


def mistakes(form: Form, rules: Rules) -> Iterator[Refusal]:
    """What in the declaration prevents submission."""
    if not rules.ai.asked:
        return
    use = declared(form, rules)
    if use is None:
        yield Refusal(code="form.missing", field=USE.id, measured=_name(USE.label.zh, USE.label.en))
    elif use not in rules.ai.accepts:
        accepted = (AI_USES[one] for one in rules.ai.accepts)
        yield Refusal(
            code="form.ai_not_accepted",
            field=USE.id,
            measured=_name(AI_USES[use].zh, AI_USES[use].en),
            allowed=" / ".join(_name(one.zh, one.en) for one in accepted),
        )
    elif use is not AiUse.NONE and not form.ai_how:
        yield Refusal(code="form.missing", field=HOW.id, measured=_name(HOW.label.zh, HOW.label.en))


def contradicts(form: Form, verdict: Verdict | None) -> bool:
    """Whether the entrant declares that AI made nothing, and the file has a label that says
    otherwise or cannot be read."""
    labels = _labels(verdict)
    return form.ai_use == AiUse.NONE and (labels.says is not None or labels.unreadable)


def public_label(form: Form, verdict: Verdict | None, rules: Rules) -> AiStatement | None:
    """What the public is told of a work: what its file says; else that it may be by AI, if its
    entrant declares so; else that it is suspected, if it has a label that cannot be read (art. 6 of
    《人工智能生成合成内容标识办法》)."""
    labels = _labels(verdict)
    if labels.says is not None:
        return labels.says
    if declared(form, rules) in (AiUse.PARTLY, AiUse.WHOLLY):
        return AiStatement.MAYBE
    return AiStatement.SUSPECTED if labels.unreadable else None


def _labels(verdict: Verdict | None) -> FileLabels:
    return verdict.facts.labels if verdict and verdict.facts else FileLabels()


def _name(zh: str, en: str) -> str:
    return f"{zh} {en}"
