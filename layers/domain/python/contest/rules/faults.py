"""Faults of a rules file: each with its place, a sentence in both languages, and what is allowed.

They are raised as pydantic errors, so that the reader of a file gets all of them at once.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from contest.model import Text

Place = tuple[str | int, ...]
"""Field names and list positions, from the checked value down to the wrong one."""

T = TypeVar("T")
ACCEPTED = {"accepted": True}
"""The context of rules that are read back: those that were accepted once stay readable, whatever
is refused by now."""
LEFT_OUT = Text(zh="删去这一项", en="leave it out")


class Fault(NamedTuple):
    place: Place
    found: object
    error: PydanticCustomError


def fault(code: str, zh: str, en: str, *, allowed: Text | None = None) -> PydanticCustomError:
    """An error whose context carries both languages: `zh`, `en`, `allowed_zh`, `allowed_en`."""
    context = {"zh": zh, "en": en}
    if allowed:
        context |= {"allowed_zh": allowed.zh, "allowed_en": allowed.en}
    return PydanticCustomError(code, "{en}", context)


def refuse(what: str, faults: Iterable[Fault]) -> None:
    """Raises all faults at once, each at its own place. Without faults it does nothing."""
    details = [
        InitErrorDetails(type=found.error, loc=found.place, input=found.found) for found in faults
    ]
    if details:
        raise ValidationError.from_exception_data(what, details)


def checked_by(check: Callable[[Any], Iterable[Fault]]) -> AfterValidator:
    """Makes an annotation for a field: every fault that `check` finds is refused, unless the rules
    were accepted before."""

    def validate(value: T, info: ValidationInfo) -> T:
        if info.context is not ACCEPTED:
            refuse(check.__name__, check(value))
        return value

    return AfterValidator(validate)


def repeated_ids(things: Sequence[Any]) -> Iterable[Fault]:
    """Yields a fault for every `id` that an earlier item of the list already has."""
    seen: set[str] = set()
    for position, thing in enumerate(things):
        if thing.id in seen:
            yield Fault((position, "id"), thing.id, repeated(thing.id))
        seen.add(thing.id)


def repeated(name: str) -> PydanticCustomError:
    return fault(
        "repeated",
        f"“{name}”重复出现",
        f'"{name}" appears a second time',
        allowed=Text(zh="每个标识只出现一次", en="each id only once"),
    )


def unknown(name: str, known: Iterable[str]) -> PydanticCustomError:
    zh, en = f"没有定义“{name}”", f'"{name}" is not defined'
    return fault("unknown_id", zh, en, allowed=any_of(known))


def any_of(known: Iterable[str]) -> Text:
    """What is allowed where one of these ids can stand."""
    names = ", ".join(sorted(known))
    return Text(zh=names, en=names) if names else LEFT_OUT


def out_of_bounds(zh: str, en: str) -> PydanticCustomError:
    """A value that can be another; `zh` and `en` say which."""
    return fault("number", "数值不合理", "this cannot work", allowed=Text(zh=zh, en=en))


def unfit(zh: str, en: str, *, allowed: Text = LEFT_OUT) -> PydanticCustomError:
    """Something that has no place where it stands; `allowed` is the cure."""
    return fault("unfit", zh, en, allowed=allowed)


Listed = Annotated[tuple[T, ...], checked_by(repeated_ids)]
"""A list of items with unique ids."""
