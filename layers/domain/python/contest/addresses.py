"""Mail addresses: splits what a person typed, and writes it for a mail header."""

import re
from email.utils import formataddr

from contest.refusals import Refused, refused

WHOLE = re.compile(r"(?:(?P<name>[^<>]*)<\s*(?P<inner>[^<>\s]+)\s*>|(?P<bare>[^<>\s]+))")
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LONGEST_LOCAL, LONGEST = 64, 254


def split(typed: str) -> tuple[str, str]:
    """Name and address of `张三 <zhang@例子.中国>` or of a bare address, the domain in ASCII (IDN).

    Refused with `mail.address_invalid`, or with `mail.address_not_ascii` if the part before the @
    is not ASCII, which only some mail servers accept."""
    found = WHOLE.fullmatch(typed.strip()) if typed.isprintable() else None
    local, at, domain = (found["inner"] or found["bare"]).rpartition("@") if found else ("", "", "")
    ascii_domain = _ascii(domain)
    if not found or not at or not local or not DOMAIN.fullmatch(ascii_domain):
        raise refused("mail.address_invalid", measured=typed[:LONGEST])
    if not local.isascii():
        raise refused("mail.address_not_ascii", measured=typed[:LONGEST])
    address = f"{local}@{ascii_domain}"
    if not LOCAL.fullmatch(local) or len(local) > LONGEST_LOCAL or len(address) > LONGEST:
        raise refused("mail.address_invalid", measured=typed[:LONGEST])
    return (found["name"] or "").strip().strip('"'), address


def is_bare(typed: str) -> bool:
    """Whether this is a valid address without a name or brackets."""
    try:
        return split(typed)[0] == "" and "<" not in typed
    except Refused:
        return False


def on_the_wire(typed: str) -> str:
    """The address as a mail header has it: a name that is not ASCII is encoded (RFC 2047)."""
    return formataddr(split(typed))


def _ascii(domain: str) -> str:
    """The domain in ASCII (IDN); empty if it is not a valid domain."""
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return ""
