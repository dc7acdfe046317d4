"""What a screener should know of earlier uploads, and no entrant sees."""

from contest.refusals import CATALOGUE, Refusal
from contest.validate.marks import EARLIER, MOST, marks
from contest.validate.verdict import Verdict

SMALL = Refusal(code="media.size_differs", measured="640×360", allowed="1920×1080")
MARK = Refusal(code="media.earlier_size", measured="640×360", allowed="1920×1080")
SHORT = Refusal(code="media.too_short", measured="0:30", allowed="1:00–8:00")


def test_what_differs_is_a_mark_and_what_is_against_the_rules_is_none():
    assert marks((), Verdict(refusals=(SMALL, SHORT))) == (MARK,)
    assert marks((), Verdict(refusals=(SHORT,))) == ()
    assert marks((MARK,), Verdict()) == (MARK,)


def test_each_mark_stands_once_and_the_latest_stay():
    assert marks((MARK,), Verdict(refusals=(SMALL, SMALL))) == (MARK,)
    many = tuple(MARK.model_copy(update={"measured": str(n)}) for n in range(MOST))
    assert marks(many, Verdict(refusals=(SMALL,))) == (*many[1:], MARK)


def test_every_mark_has_its_sentences():
    assert EARLIER.keys() | set(EARLIER.values()) <= CATALOGUE.keys()
