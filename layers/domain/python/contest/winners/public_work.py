"""What of a winning work may be shown: no more than the rules say, and never a private field."""

from typing import NamedTuple

from contest.entry.entry import Entry
from contest.rules.rules import Rules
from contest.upload import Upload


class PublicWork(NamedTuple):
    """None for what is not shown."""

    synopsis: str | None = None
    credits: tuple[str, ...] | None = None
    film: Upload | None = None


def public_work(entry: Entry, rules: Rules) -> PublicWork:
    private = {field.id for field in rules.form if field.private}
    shown, form = rules.gallery, entry.form
    return PublicWork(
        synopsis=form.synopsis if shown.synopsis and "synopsis" not in private else None,
        credits=form.credits if shown.credits and "credits" not in private else None,
        film=entry.upload if shown.film else None,
    )
