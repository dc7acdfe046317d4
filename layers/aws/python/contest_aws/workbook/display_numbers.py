"""Numbers in the digits of a format: plain, scientific and as a fraction. The values are not
negative, and the caller has set a precision that holds them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from contest_aws.workbook.number_format import Token, UnknownFormat

GROUP = 3
OPEN = {"0": "0", "?": " ", "#": ""}
"""What a place shows that has no digit."""


def plain(value: Decimal, tokens: Sequence[Token], *, general: str = "") -> str:
    """`general`: what the word General shows."""
    last = max((at for at, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    scale = sum(token.kind == "comma" for token in tokens[last + 1 :])
    if last > point:
        scale += sum(token.kind == "comma" for token in _after_digits(tokens[:point]))
    percent = sum(token.kind == "percent" for token in tokens)
    if last < 0:
        return "".join(_other(token, general) for token in tokens)
    places = sum(token.kind == "digit" for token in tokens[point:])
    scaled = value * 100**percent / Decimal(1000) ** scale
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, rest = format(rounded, "f").partition(".")
    return _whole(whole.lstrip("0"), tokens[:point]) + _rest(rest, tokens[point:])


def scientific(value: Decimal, tokens: Sequence[Token]) -> str:
    at = next(at for at, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, sign, power = tokens[:at], tokens[at].text[1], tokens[at + 1 :]
    point = next((n for n, token in enumerate(mantissa) if token.kind == "point"), at)
    wide = sum(token.kind == "digit" for token in mantissa[:point])
    if not wide:
        raise UnknownFormat("no digit before the exponent")
    places = sum(token.kind == "digit" for token in mantissa[point:])
    exponent = value.adjusted() // wide * wide if value else 0
    rounded = value.scaleb(-exponent).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded >= 10**wide:
        exponent, rounded = exponent + wide, rounded.scaleb(-wide)
    shown = "-" if exponent < 0 else "+" if sign == "+" else ""
    digits = _whole(str(abs(exponent)).lstrip("0"), power)
    return f"{plain(rounded, mantissa)}E{shown}{digits}"


def fraction(value: Decimal, tokens: Sequence[Token]) -> str:
    """`# ?/?` shows the whole part, `?/?` none; `# ?/16` gives the denominator."""
    slash = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    after = "".join(token.text for token in tokens[slash + 1 :]).strip()
    above = [at for at in range(slash) if tokens[at].kind == "digit"]
    if not above or not after or after.strip("0123456789#?"):
        raise UnknownFormat("a fraction among other text")
    first = above[-1]
    while first - 1 in above:
        first -= 1
    mixed = any(at < first for at in above)
    whole = int(value) if mixed else 0
    part = Fraction(value) - whole
    if after.isdigit() and after.strip("0"):
        parts, over = int(part * int(after) + Fraction(1, 2)), int(after)
    else:
        near = part.limit_denominator(10 ** len(after) - 1)
        parts, over = near.numerator, near.denominator
    if mixed and parts == over:
        whole, parts = whole + 1, 0
    before = [token for at, token in enumerate(tokens[:first]) if at not in above[:-1] or mixed]
    shown = _whole(str(whole).lstrip("0"), before).strip() if mixed else ""
    if mixed and not parts:
        return shown or "0"
    return f"{shown} {parts}/{over}".strip()


def _after_digits(tokens: Sequence[Token]) -> Sequence[Token]:
    last = max((at for at, token in enumerate(tokens) if token.kind == "digit"), default=-1)
    return tokens[last + 1 :] if last >= 0 else ()


def _whole(digits: str, tokens: Sequence[Token]) -> str:
    """The places before the point, filled from the right. The first one takes all digits left."""
    places = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    grouped = any(
        token.kind == "comma" and places and places[0] < at < places[-1]
        for at, token in enumerate(tokens)
    )
    if not places:
        return "".join(map(_other, tokens)) + digits
    shown, count = list[str](), 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind != "digit":
            shown.append(_other(token))
            continue
        here = len(digits) if at == places[0] else 1
        filled = digits[len(digits) - here :] if digits else ""
        digits = digits[: len(digits) - here] if digits else ""
        for digit in filled[::-1] or OPEN[token.text]:
            if grouped and count and count % GROUP == 0 and digit != " ":
                shown.append(",")
            shown.append(digit)
            count += 1
    return "".join(reversed(shown))


def _rest(digits: str, tokens: Sequence[Token]) -> str:
    """From the point on. Zeros at the end are left out where the place is `#`."""
    places = [token.text for token in tokens if token.kind == "digit"]
    kept = len(digits)
    while kept and digits[kept - 1] == "0" and places[kept - 1] != "0":
        kept -= 1
    shown, at = list[str](), 0
    for token in tokens:
        if token.kind == "digit":
            shown.append(digits[at] if at < kept else OPEN[token.text])
            at += 1
        else:
            shown.append("." if token.kind == "point" else _other(token))
    return "".join(shown)


def _other(token: Token, general: str = "") -> str:
    match token.kind:
        case "comma":
            return ""
        case "general" | "text":
            return general
        case _:
            return token.text
