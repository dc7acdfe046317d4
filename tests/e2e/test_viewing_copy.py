"""A judge gets the work without a word of whoever made it: not in the file, not in its address, and
not in a header."""

from datetime import timedelta
from pathlib import Path

import httpx

from contest.viewing.viewing_copy import CopyState
from laurel.uploader import DIRECT
from local.visitors import until
from tests.contest.viewing.marks import MARK, TEXT, planted_everywhere
from tests.e2e.contest_client import ContestClient, good_video
from tests.e2e.films import made_once
from tests.e2e.test_nothing_doubled_or_lost import recover_by_function

LEAST_KINDS = 25


def named_video() -> Path:
    """The film of the other tests, with a name wherever a tool can put one."""

    def make(path: Path) -> None:
        data, kinds = planted_everywhere(good_video().read_bytes())
        assert kinds >= LEAST_KINDS
        path.write_bytes(data)

    return made_once("journey-named-everywhere.mp4", make)


def watched(judge):
    """What the judge's page gets, once there is a copy."""
    [review] = judge.reviews()
    path = f"/reviews/{review['round']}/{review['number']}"
    seen = until(lambda: judge.ask("GET", path), lambda seen: seen["films"], seconds=30)
    [film] = seen["films"]
    assert (film["kind"], film["codecs"]) == ("copy", "avc1.42c028, mp4a.40.2")
    return film["url"]


def test_a_judge_watches_a_copy_without_names_and_it_goes_with_the_work(organiser):
    contest_client = ContestClient(organiser)
    assert named_video().read_bytes().count(MARK) >= LEAST_KINDS
    entry = contest_client.submitted(named_video())
    copy = contest_client.viewing_copy(entry)
    contest_client.screener().decide(entry, "pass")
    judges = [contest_client.judge(f"j{n}") for n in range(3)]
    contest_client.turn_clock(contest_client.rules.rounds[0].opens + timedelta(hours=1))

    address = watched(judges[0])
    answer = httpx.get(address, **DIRECT)

    assert answer.status_code == 200
    assert answer.content[4:8] == b"ftyp"
    assert answer.content.index(b"moov") < answer.content.index(b"mdat")
    assert len(answer.content) == copy.size
    told = [address, *(f"{name}: {value}" for name, value in answer.headers.items())]
    assert MARK not in answer.content
    for begin in (0, 1, copy.size // 2, copy.size - 100):
        asked = {"Range": f"bytes={begin}-{begin + 99}"}
        part = httpx.get(address, headers=asked, **DIRECT)
        assert part.status_code == 206
        assert part.content == answer.content[begin : begin + 100]
        told += [f"{name}: {value}" for name, value in part.headers.items()]
    for word in (TEXT, entry, contest_client.id, contest_client.entry(entry).upload.key):
        assert not any(word in text for text in told), word

    [own] = contest_client.entrant().ask("GET", f"/entries/{entry}/films")
    assert httpx.get(own["url"], **DIRECT).content == answer.content, "entrants see what judges see"

    contest_client.entrant().withdraw(entry)
    recover_by_function(organiser, contest_client.id)
    contest_client.viewing_copy(entry, state=CopyState.DROPPED)
    assert httpx.get(address, **DIRECT).status_code == 404
