"""Status mails: which change of an entry is told to its entrant, and in which words of the rules.

Where it is sent is nobody's business here: a mail knows its entry, and no address."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from contest.award.changes import places
from contest.entry.entry import Entry, EntryStatus
from contest.mail.mail_text import MailText
from contest.model import Language, Text
from contest.rules.rules import Rules

S = EntryStatus
UNTITLED = Text(zh="未命名", en="untitled")
NAMELESS = Text(zh="参选者", en="entrant")
"""A draft's video may come before its form is filled in."""
BETWEEN = "\n\n----------------------------------------\n\n"


class Occasion(StrEnum):
    """By the names of the rules' texts."""

    RECOMMENDED = "recommended"
    SUBMITTED = "submitted"
    INVALID = "invalid"
    RETURNED = "returned"
    PASSED = "passed"
    REJECTED = "rejected"
    AWARDED = "awarded"
    NOT_AWARDED = "not_awarded"


O = Occasion  # noqa: E741 - one letter, as statuses have
OCCASIONS: Mapping[tuple[EntryStatus, EntryStatus], Occasion] = {
    (S.UPLOADING, S.VALIDATING): O.SUBMITTED,
    (S.LATE, S.VALIDATING): O.SUBMITTED,
    (S.VALIDATING, S.RETURNED): O.INVALID,
    (S.SCREENING, S.RETURNED): O.RETURNED,
    (S.SCREENING, S.IN_REVIEW): O.PASSED,
    (S.SCREENING, S.REJECTED): O.REJECTED,
    (S.REVIEWED, S.AWARDED): O.AWARDED,
    (S.REVIEWED, S.NOT_AWARDED): O.NOT_AWARDED,
}
"""From where to where an entry goes when its entrant is told."""


def occasion_of(before: Entry | None, after: Entry) -> Occasion | None:
    """A unit's recommendation makes a draft, or finds one: that is no change of status."""
    if after.recommended_at not in (None, before and before.recommended_at):
        return O.RECOMMENDED
    return OCCASIONS.get((before.status, after.status)) if before else None


def status_mail(entry: Entry, occasion: Occasion, *, rules: Rules, link: str) -> MailText | None:
    """Chinese, then English, with what stood in the entry at that moment. None: the rules have no
    text for the occasion, so nothing is sent."""
    mail = getattr(rules.mails, occasion)
    if mail is None:
        return None
    zh, en = (_names(entry, occasion, rules, language, link=link) for language in ("zh", "en"))
    subject = f"{mail.subject.zh.format(**zh)} / {mail.subject.en.format(**en)}"
    text = f"{_filled(mail.body.zh, zh)}{BETWEEN}{_filled(mail.body.en, en)}\n"
    return MailText(subject=_one_line(subject), text=text)


def _filled(template: str, names: Mapping[str, str]) -> str:
    """A line of which nothing remains but the names of what there is not, is left out."""
    lines = ((line, line.format(**names)) for line in template.splitlines())
    return "\n".join(filled for line, filled in lines if filled.strip() or not line.strip())


def _names(
    entry: Entry, occasion: Occasion, rules: Rules, language: Language, *, link: str
) -> dict[str, str]:
    """What every `{name}` of `contest.rules.templates.IN_MAILS` stands for."""

    def said(texts: Iterable[Text]) -> list[str]:
        return [text.in_language(language) for text in texts]

    comma = "、" if language == "zh" else ", "
    screening = entry.screening
    given = places(rules.awards)
    won = ((level or award).name for award, level in (given[place] for place in entry.awards))
    return {
        "contest": rules.name.in_language(language),
        "host": comma.join(said(party.name for party in rules.parties if party.role == "host")),
        "title": _one_line(entry.form.title) or UNTITLED.in_language(language),
        "entrant": _one_line(entry.form.entrant) or NAMELESS.in_language(language),
        "entry": entry.id,
        "unit": comma.join(said(u.name for u in rules.units if u.id == entry.recommended_by)),
        "theme": comma.join(said(t.name for t in rules.themes if t.id == entry.form.theme)),
        "link": link,
        "reasons": "\n".join(
            f"- {reason}" for reason in _reasons(entry, occasion, rules, language)
        ),
        "note": screening.note.strip() if screening else "",
        "resubmit_by": moment(entry.resubmit_by, rules, language) if entry.resubmit_by else "",
        "award": comma.join(said(won)),
    }


def _reasons(entry: Entry, occasion: Occasion, rules: Rules, language: Language) -> list[str]:
    if occasion is Occasion.INVALID:
        refusals = entry.verdict.refusals if entry.verdict else ()
        return [refusal.sentence(language) for refusal in refusals]
    coded = entry.screening.reasons if entry.screening else ()
    return [r.text.in_language(language) for r in rules.screening.reasons if r.id in coded]


def moment(at: datetime, rules: Rules, language: Language) -> str:
    """By the contest's clock; the first moment of a day is 24:00 of the day before, as dates of
    calls are written."""
    there = at.astimezone(rules.zone)
    if (there.hour, there.minute) == (0, 0):
        day, time = there - timedelta(days=1), "24:00"
    else:
        day, time = there, f"{there:%H:%M}"
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日 {time}"
    return f"{day:%Y-%m-%d} {time} ({rules.time_zone})"


def _one_line(text: str) -> str:
    """People paste anything into a title; in a subject it would be the end of the header."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
