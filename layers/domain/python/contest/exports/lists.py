"""The lists of works and of invited people."""

from collections.abc import Iterable, Mapping

from contest.entry import masking
from contest.entry.entry import Entry
from contest.entry.form import Contact
from contest.exports.answers import answers, fields_of, heading
from contest.exports.list_page import list_page, moment
from contest.people.account import Account, Grant, GrantStatus, Role
from contest.rules.contest import Contest
from contest.spreadsheets.layout import Page

ROLES: Mapping[Role, str] = {
    Role.JUDGE: "评审专家 judge",
    Role.SCREENER: "初筛员 screener",
    Role.UNIT: "推荐单位 recommending unit",
}
ANSWERS: Mapping[GrantStatus, str] = {
    GrantStatus.INVITED: "待答复 invited",
    GrantStatus.ACCEPTED: "已接受 accepted",
    GrantStatus.DECLINED: "已谢绝 declined",
    GrantStatus.REVOKED: "已撤销 revoked",
}


def entries_page(contest: Contest, entries: Iterable[tuple[Entry, Contact]], *, full: bool) -> Page:
    """One line a work, in the given order."""
    rules = contest.rules
    heads = ["编号 Number", "状态 Status", "提交时间 Submitted", "时长 Length"]
    heads += [heading(field) for field in fields_of(rules)]
    lines = [
        [
            entry.number,
            entry.status_names.organiser.both,
            moment(entry.submitted_at, rules.zone),
            _length(entry),
            *answers(entry.form, contact, rules=rules, full=full),
        ]
        for entry, contact in entries
    ]
    return list_page("作品 Works", contest, heads, lines, full=full, widths=[12, 14, 18, 10])


def people_page(contest: Contest, people: Iterable[tuple[Grant, Account]], *, full: bool) -> Page:
    """One line an invitation."""
    zone, themes = contest.rules.zone, {one.id: one.name.zh for one in contest.rules.themes}
    units = {unit.id: unit.name.zh for unit in contest.rules.units}
    heads = ["角色 Role", "姓名 Name", "邮箱 E-mail", "单位 Unit", "答复 Answer", "时间 Since"]
    heads += ["主题 Themes", "专长 Expertise", "上限 Most works", "到期 Ends"]
    lines = [
        [
            ROLES[grant.role],
            grant.name if full else masking.person(grant.name),
            account.address if full else masking.email(account.address),
            units.get(grant.unit, grant.unit),
            ANSWERS[grant.status],
            moment(grant.changed_at, zone),
            "、".join(themes.get(one, one) for one in grant.themes),
            "、".join(grant.expertise),
            grant.max_load,
            moment(grant.ends_at, zone),
        ]
        for grant, account in people
    ]
    return list_page("人员 People", contest, heads, lines, full=full, widths=[24, 16, 30, 30])


def _length(entry: Entry) -> str:
    facts = entry.verdict.facts if entry.verdict else None
    if facts is None or facts.seconds is None:
        return ""
    minutes, seconds = divmod(int(facts.seconds), 60)
    return f"{minutes}:{seconds:02}"
