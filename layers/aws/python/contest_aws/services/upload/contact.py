"""Contacts of entries, corrected after the form is closed: by the entrant, or by the organiser in
their name. Whether another address takes mails is still its owner's to say: see `people.contacts`.
"""

from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.entry.form_checks import OF_CONTACT, mistakes
from contest.erasure import Erasure
from contest.people.account import normalised
from contest.people.sign_in import sha256
from contest.refusals import Refused, refused
from contest.refusals.formatting import stored_text
from contest_aws.services.context import Context
from contest_aws.services.entries import ENDED, save
from contest_aws.services.upload.submission import contact_of
from contest_aws.store import keys
from contest_aws.store.protocol import Change


def correct_contact(
    ctx: Context, entry: Entry, *, expected_version: int, contact: Contact, reason: str = ""
) -> Entry:
    """Replace the contact, as long as the entry has not ended. The audit record says which parts
    have changed, and not what they say. What is stored so already changes nothing.

    `expected_version`: the value of the entry's `edits` that the person saw."""
    there = contact_of(ctx.store, entry)
    if contact == there:
        return entry
    if entry.edits != expected_version:
        raise refused("item.changed_meanwhile")
    _check(ctx, entry, contact)
    changed = [name for name, value in contact if value != getattr(there, name)]
    after, record = entry.with_record(
        "entry.correct_contact",
        subject=keys.entry(entry.contest, entry.id),
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"fields": changed, **({"reason": reason} if reason else {})},
        edits=entry.edits + 1,
        contact_hash=sha256(normalised(contact.email)),
        **entry.aside_marks,
    )
    stored = Change(keys.contact(entry.contest, entry.id), contact, "any")
    alive = Change(keys.erasure(entry.owner), None, "absent")
    save(ctx.store, after, record, before=entry, also=(stored, alive))
    return after


def _check(ctx: Context, entry: Entry, contact: Contact) -> None:
    """Refused for what has ended or is erased, and with every mistake in the contact."""
    if entry.erased or ctx.store.find(keys.erasure(entry.owner), Erasure):
        raise refused("contact.erased")
    if entry.status in ENDED:
        status = stored_text(entry.status_names.entrant)
        raise refused("entry.not_possible_now", measured=status)
    found = mistakes(entry.form, contact, rules=ctx.contest.rules)
    if wrong := [refusal for refusal in found if refusal.field in OF_CONTACT]:
        raise Refused(*wrong)
