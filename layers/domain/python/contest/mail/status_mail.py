"""Status mails: what an entrant is told of a change of their entry, with the texts of the rules.

A mail knows its entry but no address; the sender looks the address up."""

from collections.abc import Iterable, Mapping

from contest.award.places import places, with_theme
from contest.entry.entry import Entry
from contest.entry.host_decisions import LeftOut, RevokedAward
from contest.mail.last_date import deadline_at, in_time
from contest.mail.mail_text import MailText
from contest.mail.occasions import O, Occasion
from contest.mail.typed import cut, fill, one_line, paragraph, shortened
from contest.model import Language, Text
from contest.refusals.formatting import end
from contest.rules.languages import parted
from contest.rules.rules import Rules
from contest.screen.changes import Explained, ThemeChange, answer_by

UNTITLED = Text(zh="未命名", en="untitled")
NAMELESS = Text(zh="参选者", en="entrant")
"""Used while title and entrant are empty: a video may be uploaded before the form is filled in."""
IN_SUBJECT, IN_TEXT, REASON, NOTE = 40, 60, 300, 1000
"""The most characters of a title or a name, in subject and text; of a reason; of a note."""
Names = tuple[Mapping[str, str], Mapping[str, str]]
BETWEEN = "\n\n----------------------------------------\n\n"


def status_mail(entry: Entry, occasion: Occasion, *, rules: Rules, link: str) -> MailText | None:
    """The mail in the contest's languages, Chinese first, filled in from the entry as it is now;
    None, and nothing is sent, if the rules have no text for the occasion."""
    mail = getattr(rules.mails, occasion)
    if mail is None:
        return None
    zh, en = (_names(entry, occasion, rules, language, link=link) for language in ("zh", "en"))
    typed = _typed(entry, occasion)
    body = in_time(mail.body, entry, rules)
    body_zh, body_en = _filled(body.zh, zh, typed), _filled(body.en, en, typed)
    subject = _subject(mail.subject, (zh, en), typed, rules)
    text = parted(body_zh, body_en, rules.languages, between=BETWEEN)
    return MailText(subject=subject, text=f"{text}\n")


def untyped_subject(entry: Entry, occasion: Occasion, *, rules: Rules) -> str:
    """The subject without anything that was typed, for whoever has not shown that they know the
    entry: it is named by its number."""
    number = entry.number or entry.id[:8]
    numbers = {"zh": f"编号 {number}", "en": f"no. {number}"}
    zh, en = (
        _names(entry, occasion, rules, language, link="")
        | {"title": numbers[language], "entrant": "", "note": "", "reasons": ""}
        for language in ("zh", "en")
    )
    subject = getattr(rules.mails, occasion).subject
    return _subject(subject, (zh, en), frozenset(), rules)


def _typed(entry: Entry, occasion: Occasion) -> frozenset[str]:
    """Which names stand for something that was typed."""
    form = entry.form
    texts = {"title": form.title, "entrant": form.entrant, "note": _note(entry, occasion)}
    return frozenset(name for name, text in texts.items() if text and one_line(text).strip())


def _subject(subject: Text, names: Names, typed: frozenset[str], rules: Rules) -> str:
    short = [
        {name: cut(text, IN_SUBJECT) if name in typed else text for name, text in each.items()}
        for each in names
    ]
    zh, en = fill(subject.zh, short[0], typed=typed), fill(subject.en, short[1], typed=typed)
    return one_line(parted(zh, en, rules.languages, between=" / "))


def _filled(template: str, names: Mapping[str, str], typed: frozenset[str]) -> str:
    """The filled template. A line whose placeholders are all empty is left out."""
    lines = ((line, fill(line, names, typed=typed)) for line in template.splitlines())
    return "\n".join(filled for line, filled in lines if filled.strip() or not line.strip())


def _names(
    entry: Entry, occasion: Occasion, rules: Rules, language: Language, *, link: str
) -> dict[str, str]:
    """The value of every `{name}` in `contest.rules.templates.IN_MAILS`."""

    def said(texts: Iterable[Text]) -> list[str]:
        return [text.in_language(language) for text in texts]

    comma = "、" if language == "zh" else ", "
    given, new = places(rules.awards), entry.theme_change
    by = answer_by(rules, now=new.at) if new else None
    dates = {"resubmit_by": deadline_at(entry, rules).by, "answer_by": by}
    shown = [lost.place for lost in _lost(entry)] if occasion is O.REVOKED else entry.awards
    theme = next((t.name for t in rules.themes if t.id == entry.form.theme), None)
    won = (
        with_theme(given[place].name, theme if given[place].award.kind == "theme" else None)
        for place in shown
    )
    return {
        "contest": rules.name.in_language(language),
        "host": comma.join(said(party.name for party in rules.parties if party.role == "host")),
        "title": shortened(entry.form.title, IN_TEXT) or UNTITLED.in_language(language),
        "entrant": shortened(entry.form.entrant, IN_TEXT) or NAMELESS.in_language(language),
        "entry": entry.number or entry.id,
        "unit": comma.join(said(u.name for u in rules.units if u.id == entry.recommended_by)),
        "theme": comma.join(said(t.name for t in rules.themes if t.id == entry.form.theme)),
        "link": link,
        "reasons": "\n".join(
            f"- {cut(one_line(reason), REASON)}"
            for reason in _reasons(entry, occasion, rules, language)
        ),
        "note": _note(entry, occasion),
        "new_theme": comma.join(said(t.name for t in rules.themes if new and t.id == new.theme)),
        **{name: end(at, rules.zone, language) if at else "" for name, at in dates.items()},
        "award": comma.join(said(won)),
    }


def _note(entry: Entry, occasion: Occasion) -> str:
    """What a person at the host has written to the entrant."""
    said: Mapping[Occasion, ThemeChange | Explained | LeftOut | None] = {
        O.THEME_PROPOSED: entry.theme_change,
        O.REOPENED: entry.reopened,
        O.NOT_JUDGED: entry.left_out,
        O.DISQUALIFIED: entry.disqualified,
    }
    if decision := said.get(occasion):
        return paragraph(decision.reason, NOTE)
    return paragraph(entry.screening.note, NOTE) if entry.screening else ""


def _lost(entry: Entry) -> list[RevokedAward]:
    """What was revoked last: one award, or all that an entry had when it ended."""
    last = entry.revoked[-1]
    return [last] if last.reason else [lost for lost in entry.revoked if not lost.reason]


def _reasons(entry: Entry, occasion: Occasion, rules: Rules, language: Language) -> list[str]:
    if occasion is Occasion.INVALID:
        return [r.sentence(language) for r in (entry.verdict.refusals if entry.verdict else ())]
    if occasion is Occasion.REVOKED:
        why = _lost(entry)[0].reason or (entry.disqualified.reason if entry.disqualified else "")
        return [why or entry.status_names.entrant.in_language(language)]
    coded = entry.screening.reasons if entry.screening else ()
    return [r.text.in_language(language) for r in rules.screening.reasons if r.id in coded]
