"""`make run`: starts the local cloud, plays the sample contest to its end, and shows a table of the
results. Then it prints the addresses at which everything can be used until Ctrl-C."""

import argparse
import os
import signal
import sys
import time

from rich.console import Console
from rich.table import Table

from contest.model import shown
from infra.deployment import LOCAL_HOST, LOCAL_SECOND_HOST
from laurel.organiser import Organiser
from local.deploy import deploy
from local.emulator import Emulator, LocalCloudError, port_from
from local.open_contests import UNIT_PERSON, OpenContests
from local.sample_contest import DAYS, SampleContest
from local.sample_works import FURTHER_WORKS, JUDGES, WORKS
from local.sign_in_links import sign_in_link

console = Console(highlight=False)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end after the table of results")
    once = parser.parse_args().once
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Emulator(port=port_from(os.environ)) as emulator:
            return run(emulator, once=once)
    except LocalCloudError as error:
        console.print(str(error), style="red")
        return 1
    except KeyboardInterrupt:
        console.print("已停止，数据已保存。 Stopped; the data is kept.")
        return 0 if not once else 130


def run(emulator: Emulator, *, once: bool) -> int:
    began = time.monotonic()
    if emulator.notice:
        console.print(emulator.notice, style="yellow")
    deployment = deploy(emulator, say=_say)
    contest = SampleContest(Organiser(deployment, emulator.session), say=_say)
    contest.play()
    going_on = OpenContests(contest.organiser, contest.rules, say=_say)
    going_on.leave()
    emulator.save()
    console.print(_results(contest))
    good = contest.went_as_it_should()
    if not good:
        console.print("有作品没有到达预期的结果。 Some entries did not end where they should.")
    console.print(f"用时 / took {time.monotonic() - began:.0f} s")
    if not once:
        _show_addresses(contest, going_on, emulator)
        _stay(emulator)
    return 0 if good else 1


def _results(contest: SampleContest) -> Table:
    """All works, the best first, with the awards, or the reasons for having none."""
    lines = {line.entry: line for line in contest.results().lines}
    table = Table(title="评选结果 Results", show_lines=True)
    for column in ("名次", "作品", "参选主体", "得分", "状态", "奖项或原因"):
        right = column in ("名次", "得分")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    entries = contest.entries()
    rank = {line.entry: line.rank for line in lines.values()}
    for entry in sorted(entries.values(), key=lambda e: (rank.get(e.id, len(entries)), e.id)):
        line = lines.get(entry.id)
        table.add_row(
            str(line.rank) if line else "–",
            entry.form.title,
            entry.form.entrant,
            shown(line.overall) if line else "–",
            entry.status_names.organiser.zh,
            "\n".join(contest.why(entry)),
        )
    return table


def _show_addresses(contest: SampleContest, going_on: OpenContests, emulator: Emulator) -> None:
    """Prints where people can continue: entrants and screeners in the contest that is open, judges
    in the one that is in review, the host in all."""
    site, entering, judging = contest.site_url, going_on.entering, going_on.judging
    lines = [
        "现在可以使用 Now in use",
        f"  正在征集 open for works    {site}/contests/{entering}",
        f"  正在评审 in review         {site}/contests/{judging}",
        f"  已经结束 over              {site}/contests/{contest.id}",
        "登录链接，各用一次 Links that sign in, each once; the next run prints new ones",
    ]
    for who, address, at in (
        ("参选者 entrant", f"{FURTHER_WORKS[0].person}@example.org", entering),
        ("推荐单位 unit", f"{UNIT_PERSON}@example.org", entering),
        ("初筛员 screener", "screener@example.org", entering),
        ("评审专家 judge", f"{JUDGES[0][0]}@example.org", judging),
        ("获奖者 winner", f"{WORKS[0].person}@example.org", contest.id),
        ("主办单位 host", LOCAL_HOST, judging),
        ("第二位主办 second host", LOCAL_SECOND_HOST, judging),
    ):
        lines += [f"  {who}:", f"    {sign_in_link(contest.organiser, address, at, days=DAYS)}"]
    lines += [
        "  其他人 anybody else: 任意邮箱 any address, 验证码 the code: make mailbox",
        "命令行 command line:",
        f"  {_prefix(emulator)} .venv/bin/laurel contest show {contest.id}",
        "按 Ctrl-C 停止，数据会保留；make clean 清除。 Ctrl-C stops and keeps the data.",
    ]
    console.print("\n".join(lines), soft_wrap=True, markup=False)


def _prefix(emulator: Emulator) -> str:
    needed = (
        "AWS_ENDPOINT_URL",
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_DEFAULT_REGION",
    )
    return " ".join(f"{name}={emulator.environment[name]}" for name in needed)


def _stay(emulator: Emulator) -> None:
    while True:
        emulator.check()
        time.sleep(1)


def _say(line: str) -> None:
    console.print(f"· {line}", soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
