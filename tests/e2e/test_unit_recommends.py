"""A unit hands in a sheet of 40 rows with six kinds of mistakes, mends it, and reconciles it with
what its contacts have uploaded."""

from collections import Counter

from contest.people.account import Role
from contest.spreadsheets.layout import PageLine
from contest.spreadsheets.recommendation_template import blank_recommendations
from contest_aws.services import mailing
from contest_aws.workbook.read import tables
from contest_aws.workbook.write import workbook
from local.visitors import Entrant, until
from tests.builders import any_rules
from tests.contest.spreadsheets.recommended import UNIT
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video

HERE = UNIT.model_copy(update={"sheet_closes": None})
"""Its date is the contest's: this rehearsal begins three days before."""
WRONG = {
    3: {"theme": "航天"},
    7: {"phone": "1.38E+10"},
    11: {"email": "zhou#example.com"},
    19: {"title": ""},
    23: {"duration": "很长"},
    31: {"title": "作品 30"},
}
FIELDS = [field.id for field in any_rules().form]


def row(number, **changes):
    return {
        "title": f"作品 {number}",
        "theme": "高端升级",
        "entrant": "湘江重工集团",
        "unit_type": "企业",
        "contact": f"联系人{number}",
        "phone": "13800000000",
        "email": f"p{number}@example.com",
        "duration": "1:00",
        **changes,
    }


def filled_in(*rows):
    """The blank sheet with these rows below its examples."""
    page = blank_recommendations(any_rules(), HERE)
    lines = [PageLine([each.get(name, "") for name in FIELDS]) for each in rows]
    return workbook(page._replace(lines=[*page.lines, *lines]))


def sheet(**first):
    """Forty rows, the first of them row 6."""
    return filled_in(row(1, **first), *(row(number) for number in range(2, 41)))


def outcomes(unit):
    return Counter(match["outcome"] for match in unit.ask("GET", "/reconciliation"))


def test_forty_rows_are_mended_taken_over_uploaded_and_reconciled(organiser):
    contest_client = ContestClient(organiser, units=(HERE,))
    unit = contest_client.unit("hunan")
    assert tables(unit.download("/sheet"))[0].name == "推荐汇总表"

    mailed_to = unit.preview(filled_in(*(row(n, **WRONG.get(n, {})) for n in range(1, 41))))
    assert {m["cell"]: m["code"] for m in mailed_to["mistakes"]} == {
        "B8": "form.unknown_theme",
        "I12": "sheet.rounded",
        "J16": "form.bad_email",
        "A24": "form.missing",
        "L28": "sheet.duration",
        "A36": "sheet.row_twice",
    }
    assert (mailed_to["filled"], len(mailed_to["steps"]), mailed_to["examples"]) == (40, 34, [4, 5])
    assert unit.ask("GET", "/entries") == []

    assert unit.commit(sheet()) == 40
    assert unit.commit(sheet()) == 40
    assert len(unit.ask("GET", "/entries")) == 40
    assert outcomes(unit) == {"row_without_upload": 40}

    contact = entrant_of(contest_client, "p1@example.com")
    [draft] = contact.ask("GET", "/entries")
    assert draft["form"]["title"] == "作品 1"
    give_in(contact, draft)
    others = contest_client.submitted(person="somebody", title="没有行的作品")

    found = unit.ask("GET", "/reconciliation")
    assert found[0]["entry"] == others
    assert outcomes(unit) == {
        "upload_without_row": 1,
        "row_without_upload": 39,
        "matched": 1,
    }
    assert unit.commit(sheet(theme="绿色低碳")) == 40
    differs = [m for m in unit.ask("GET", "/reconciliation") if m["outcome"] == "differs"]
    assert [(d["field"], d["sheet"], d["entry"]) for d in differs[0]["differences"]] == [
        ("theme", "绿色低碳", "高端升级")
    ]
    assert len(unit.ask("GET", "/entries")) == 41


def test_whoever_had_entered_by_themselves_is_recommended_and_not_doubled(organiser):
    contest_client = ContestClient(organiser, units=(HERE,))
    unit = contest_client.unit("hunan")
    unit.commit(filled_in(row(1)))
    contact = entrant_of(contest_client, "p1@example.com")
    mine = contact.enter(FORM | {"title": "作品 2", "recommending_unit": ""}, CONTACT)

    assert unit.commit(filled_in(row(1), row(2, email="p1@example.com"))) == 2

    entries = {e["title"]: e for e in unit.ask("GET", "/entries")}
    assert entries["作品 2"]["id"] == mine
    assert entries["作品 2"]["contact"] == {
        "person": "何**",
        "phone": "138****5678",
        "email": "h***@example.com",
    }
    assert len(contact.ask("GET", "/entries")) == 2
    assert contest_client.actions(mine) == ["entry.enter", "entry.accept", "entry.recommend"]
    for entry in entries.values():
        assert mailed_to(contest_client, entry["id"]) == ["recommended"]


def mailed_to(contest_client, entry):
    """What its contact is mailed, as soon as there is something."""
    mails = until(
        lambda: [*mailing.all_of(contest_client.organiser.store, contest_client.id, entry)],
        bool,
        seconds=30,
    )
    return [one.occasion.value for one in mails]


def entrant_of(contest_client, address):
    token = contest_client.token(Role.ENTRANT, "nobody", address=address)
    return Entrant(contest_client.api_url, contest_client.id, token)


def give_in(entrant, draft):
    """What is left to do for a recommended draft: declaration, video, submit."""
    call = entrant.public.ask("GET", "")
    given = {"version": call["declaration"]["version"], "sha256": call["declaration_sha256"]}
    entrant.ask("PUT", f"/entries/{draft['id']}/declaration", given)
    entrant.bring(draft["id"], good_video())
    entrant.wait_for(draft["id"], "screening")
