"""What tells one person from another: e-mail addresses and telephone numbers in a normal form."""

import re
from collections.abc import Iterable

from contest.entry.phones import phones
from contest.people.account import normalised
from contest.refusals import Refused

PUBLIC_PROVIDERS = frozenset(
    {
        "126.com",
        "139.com",
        "163.com",
        "163.net",
        "188.com",
        "189.cn",
        "2980.com",
        "21cn.com",
        "aliyun.com",
        "aol.com",
        "chinaren.com",
        "eyou.com",
        "fastmail.com",
        "foxmail.com",
        "gmail.com",
        "gmx.com",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.cn",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "netease.com",
        "outlook.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "sina.cn",
        "sina.com",
        "sina.com.cn",
        "sogou.com",
        "sohu.com",
        "tom.com",
        "vip.126.com",
        "vip.163.com",
        "vip.qq.com",
        "vip.sina.com",
        "wo.cn",
        "wo.com.cn",
        "yahoo.cn",
        "yahoo.co.jp",
        "yahoo.com",
        "yahoo.com.cn",
        "yandex.com",
        "yandex.ru",
        "yeah.net",
        "zoho.com",
    }
)
"""Domains at which anybody may have an address: sharing one says nothing."""
RESERVED = re.compile(r"(^|\.)(example(\.(com|net|org))?|test|invalid|localhost)$")
"""Domains of nobody, for examples and rehearsals (RFC 2606)."""
MOBILE = re.compile(r"1[3-9]\d{9}")


def emails(*typed: str) -> frozenset[str]:
    """The addresses in the form in which people sign in. What is no address is left out."""
    found = set()
    for one in typed:
        try:
            found.add(normalised(one))
        except Refused:
            continue
    return frozenset(found)


def phone_numbers(*typed: str) -> frozenset[str]:
    """The numbers in digits, without +86 and the trunk 0; an extension follows `#`."""
    return frozenset(
        _digits(phone.number) + (f"#{phone.extension}" if phone.extension else "")
        for one in typed
        for phone in phones(one) or ()
    )


def is_mobile(number: str) -> bool:
    """A mobile phone is one person's; a landline may be a whole unit's."""
    return MOBILE.fullmatch(number) is not None


def unit_domains(addresses: Iterable[str]) -> frozenset[str]:
    """The domains that say where a person works."""
    found = (address.rpartition("@")[2] for address in addresses)
    return frozenset(d for d in found if d not in PUBLIC_PROVIDERS and not RESERVED.search(d))


def _digits(number: str) -> str:
    international = number.lstrip("(").startswith(("+", "00"))
    digits = re.sub(r"\D", "", number)
    if international:
        return digits.removeprefix("00").removeprefix("86").removeprefix("0")
    return digits.removeprefix("0")
