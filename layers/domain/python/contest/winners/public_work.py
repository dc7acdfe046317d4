"""What of a winning work may be shown: no more than the rules say, and never a private field."""

from typing import NamedTuple

from contest.entry.ai_use import public_label
from contest.entry.entry import Entry
from contest.model import Text
from contest.rules.rules import Rules
from contest.upload import Upload
from contest.validate.labels.words import PUBLIC


class PublicWork(NamedTuple):
    """None for what is not shown."""

    synopsis: str | None = None
    credits: tuple[str, ...] | None = None
    film: Upload | None = None
    """As it was uploaded, with all labels that it had: nobody may remove them."""
    ai_label: Text | None = None
    """The visible label about AI. It stands beside the work whatever the rules show."""


def public_work(entry: Entry, rules: Rules) -> PublicWork:
    private = {field.id for field in rules.form if field.private}
    shown, form = rules.gallery, entry.form
    label = public_label(form, entry.verdict, rules)
    return PublicWork(
        synopsis=form.synopsis if shown.synopsis and "synopsis" not in private else None,
        credits=form.credits if shown.credits and "credits" not in private else None,
        film=entry.upload if shown.film else None,
        ai_label=PUBLIC[label] if label else None,
    )
