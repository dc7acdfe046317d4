"""`make bench-certificates`: how long 500 certificates take, each a PDF of its own.

It prints the time for one process, as the function runs them, and how large the files are. Names
and titles are of different lengths, so that the text is set at different sizes."""

import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from contest.award.award import Winner
from contest.certificates.certificate import Certificate
from contest.certificates.wording import wording
from contest.model import Text
from contest_aws.certificates.look import covered
from contest_aws.certificates.rendering import Press
from laurel.rules_file import load_rules

MANY, LIMIT = 500, 120
RULES = Path(__file__).parents[1] / "contests" / "new-industrialization-2024.yaml"
ISSUED = datetime(2024, 10, 23, 2, tzinfo=UTC)


def certificates() -> list[Certificate]:
    rules = load_rules(RULES)
    hanzi = sorted(c for c in covered() if "\u4e00" <= c <= "\u9fff")
    made = []
    for number in range(MANY):
        name, title = (
            "".join(hanzi[(number * step + at * 37) % len(hanzi)] for at in range(length))
            for step, length in ((7, 4 + number % 30), (11, 2 + number % 60))
        )
        why = Text(zh="-", en="-")
        winner = Winner(
            award="overall",
            level="silver",
            name=why,
            entry="e",
            title=title,
            recipient=name,
            why=why,
        )
        made.append(
            Certificate(
                contest=rules.id,
                code=f"{number:012}",
                number=f"GYZS-2024-{number:04}",
                round="r",
                place="silver",
                entry="e",
                wording=wording(rules, winner, at=ISSUED),
                link=f"https://d111111abcdef8.cloudfront.net/check/{rules.id}/{number:012}",
                mark=True,
                issued_at=ISSUED,
            )
        )
    return made


def main() -> None:
    wanted = certificates()
    began = time.perf_counter()
    press = Press()
    sizes = [len(press.pdf(one)) for one in wanted]
    took = time.perf_counter() - began
    sys.stdout.write(
        f"{MANY} certificates: {took:.1f} s (limit {LIMIT} s), {1000 * took / MANY:.0f} ms each, "
        f"{statistics.median(sizes) / 1024:.0f} KB each, {sum(sizes) / 1e6:.1f} MB together\n"
    )
    if took > LIMIT:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
