"""What a media package holds: the winners as they stand, with their works and the names of their
files. It shows no more of a work than the gallery does."""

from typing import NamedTuple

from contest.award.places import full_name
from contest.model import Text
from contest.rules.contest import Contest
from contest.spreadsheets.layout import Page, PageLine
from contest.upload import Upload
from contest.winners.file_names import file_name
from contest.winners.public_work import PublicWork, public_work
from contest_aws.services.winners.standing import StandingWinner, standing
from contest_aws.store.protocol import Store

HEADS = (
    "奖项 Award",
    "作品 Work",
    "主题 Theme",
    "参选单位/个人 Entrant",
    "主创人员 Credits",
    "作品简介 Synopsis",
    "AI 标识 AI label",
    "文件名 File",
)
WIDTHS = (24, 30, 18, 30, 40, 60, 30, 60)


class PackagedWinner(NamedTuple):
    held: StandingWinner
    award: Text
    """With the theme of an award that is given in each."""
    work: PublicWork
    film: Upload | None
    """Where its bucket has a version of it."""
    file_name: str | None
    """For the film. No two films of a package have the same."""


def packaged(store: Store, contest: Contest) -> list[PackagedWinner]:
    taken: set[str] = set()
    return [_packaged(contest, held, taken) for held in standing(store, contest)]


def _packaged(contest: Contest, held: StandingWinner, taken: set[str]) -> PackagedWinner:
    work = public_work(held.entry, contest.rules) if held.entry else PublicWork()
    film = work.film if work.film and work.film.object_version else None
    award = full_name(held.winner, contest.rules.themes)
    parts = (award.zh, held.winner.title, held.winner.recipient)
    name = file_name(parts, "mp4", taken=taken) if film else None
    return PackagedWinner(held, award, work, film, name)


def package_list(contest: Contest, winners: list[PackagedWinner]) -> Page:
    """The same as a sheet. Addresses are not in it: they last for minutes."""
    themes = {theme.id: theme.name for theme in contest.rules.themes}
    title = PageLine((f"{contest.rules.name.zh} 获奖名单 Winners",), "title", merged=True)
    lines = [PageLine(_line(one, themes)) for one in winners]
    return Page("获奖名单 Winners", [title, PageLine(HEADS, "head"), *lines], WIDTHS, frozen=2)


def _line(one: PackagedWinner, themes: dict[str, Text]) -> tuple[str, ...]:
    winner, theme = one.held.winner, themes.get(one.held.theme or "")
    return (
        one.award.both,
        winner.title,
        theme.both if theme else "",
        winner.recipient,
        "；".join(one.work.credits or ()),
        one.work.synopsis or "",
        one.work.ai_label.both if one.work.ai_label else "",
        one.file_name or "",
    )
