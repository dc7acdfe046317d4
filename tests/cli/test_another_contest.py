"""Quite another contest, by its rules file alone: in English, with weighted criteria, two rounds,
trimmed means, no awards to units, and three fields of its own. The numbers are worked out by hand.
"""

import json

import pytest
from typer.testing import CliRunner

from contest.entry.entry import EntryStatus
from contest.entry.form import Contact, Form
from contest.entry.form_checks import mistakes
from contest.mail.occasions import Occasion
from contest.mail.status_mail import status_mail, untyped_subject
from contest.rules.rules import Rules
from contest.spreadsheets.columns import headings
from contest.spreadsheets.invitation_template import blank_invitations
from contest_aws.workbook.write import workbook
from laurel.__main__ import app
from laurel.rules_file import RulesFileError, load_rules
from tests.builders import SHIPPED, any_entry

FILE = SHIPPED.parent / "short-film-prize-2027.yaml"
RULES = load_rules(FILE)
THEMES = {"A": "fiction", "B": "documentary", "C": "documentary", "D": "fiction", "E": "fiction"}
JURY = {
    "A": [(8, 8, 8), (9, 9, 9), (10, 10, 10), (2, 2, 2)],
    "B": [(9, 6, 9), (9, 6, 9), (10, 10, 10), (7, 7, 7)],
    "C": [(6, 10, 6), (6, 9, 6), (6, 8, 6), (9, 9, 9)],
    "D": [(5, 5, 5)] * 4,
}
"""Direction, script and sound, of which ten points each count 3, 2 and 1: A has totals of 80, 90,
100 and 20 percent, and without the highest and the lowest 85. B has 80, 80, 100 and 70, so 80.
C has 44/60, 42/60, 40/60 and 54/60, so 43/60 or 71.67; its scripts 100, 90, 80 and 90, so 90."""


@pytest.fixture
def scores(tmp_path):
    lines = ["round,entry,judge,direction,script,sound"]
    lines += [f"first,E,J{n},10,10,10" for n in range(4)]
    for entry, reviews in JURY.items():
        lines += [f"jury,{entry},J{n},{d},{s},{m}" for n, (d, s, m) in enumerate(reviews)]
    file = tmp_path / "scores.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def entries(tmp_path):
    file = tmp_path / "entries.csv"
    lines = [f"{entry},{entry},{theme}" for entry, theme in THEMES.items()]
    file.write_text("\n".join(["id,title,theme", *lines]), encoding="utf-8")
    return file


def test_the_file_is_good():
    result = CliRunner().invoke(app, ["rules", "check", str(FILE), "--language", "en"])
    assert result.exit_code == 0
    assert "Harbour Short Film Prize 2027" in result.stdout


def test_it_gives_its_own_awards(scores, entries):
    """E was cut after the first round, whatever it had there: it stands below D, which went on."""
    arguments = ["award", "simulate", str(FILE), "--scores", str(scores)]
    result = CliRunner().invoke(app, [*arguments, "--entries", str(entries), "--json"])
    assert result.exit_code == 0, result.output
    winners = json.loads(result.stdout)["winners"]
    assert [(w["level"] or w["award"], w["entry"], w["score"]) for w in winners] == [
        ("first-prize", "A", "85.00"),
        ("second-prize", "B", "80.00"),
        ("best-script", "C", "90.00"),
        ("best-in-category", "C", "71.67"),
        ("best-in-category", "D", "50.00"),
    ]


def test_its_mails_are_in_its_language_alone():
    form = Form(title="The Pier", entrant="Ana Reis")
    entry = any_entry(EntryStatus.IN_REVIEW, id="e1", number="H001", form=form)
    mail = status_mail(entry, Occasion.PASSED, rules=RULES, link="")
    assert mail is not None
    assert mail.subject == "“The Pier” goes to the jury"
    assert mail.text.splitlines() == [
        "Dear “Ana Reis”,",
        "“The Pier” (no. H001) has been admitted to the Harbour Short Film Prize 2027.",
        "Harbour Film Society",
    ]
    assert untyped_subject(entry, Occasion.PASSED, rules=RULES).count("goes to the jury") == 1


def test_its_sheets_show_the_language_that_is_there():
    assert [heading.label for heading in headings(RULES)][:3] == ["Title", "Category", "Film-maker"]
    assert "budget" not in [heading.id for heading in headings(RULES)]
    assert workbook(blank_invitations(RULES))


def test_what_is_stored_is_read_again_as_it_was():
    assert Rules.model_validate_json(RULES.model_dump_json()) == RULES
    assert RULES.name.in_language("zh") == RULES.name.in_language("en")


GOOD = {"budget": "1200.50", "premiere": "2027-01-31", "shot-on": ("Film", "Phone")}


def codes(**answers):
    form = Form(
        title="The Pier", theme="fiction", entrant="Ana Reis", ai_use="none", more=GOOD | answers
    )
    contact = Contact(person="Ana Reis", phone="+351 21 000 0000", email="ana@example.org")
    return [(one.field or one.measured, one.code) for one in mistakes(form, contact, rules=RULES)]


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ({}, []),
        ({"premiere": ""}, []),
        ({"budget": ""}, [("budget", "form.missing")]),
        ({"budget": "a lot"}, [("budget", "form.bad_number")]),
        ({"budget": "１２"}, [("budget", "form.bad_number")]),
        ({"premiere": "31 January"}, [("premiere", "form.bad_date")]),
        ({"premiere": "2027-02-29"}, [("premiere", "form.bad_date")]),
        ({"premiere": "20270131"}, [("premiere", "form.bad_date")]),
        ({"budget": ("1", "2")}, [("budget", "form.several_answers")]),
        ({"shot-on": ("Film", "Paper")}, [("shot-on", "form.no_choice")]),
        ({"colour": "red"}, [("colour", "form.unknown_field")]),
    ],
)
def test_an_answer_is_of_its_fields_type(answers, found):
    assert codes(**answers) == found


@pytest.mark.parametrize(
    ("type_", "answer", "found"),
    [
        ("link", "https://example.org/a?b=1", []),
        ("link", "example.org", [("own", "form.bad_link")]),
        ("link", "javascript:alert(1)", [("own", "form.bad_link")]),
        ("yes_no", "yes", []),
        ("yes_no", "maybe", [("own", "form.bad_yes_no")]),
        ("text", "anything at all", []),
    ],
)
def test_links_and_yes_or_no(type_, answer, found):
    field = RULES.form[6].model_copy(update={"id": "own", "type": type_})
    rules = RULES.model_copy(update={"form": (*RULES.form[:6], field)})
    form = Form(
        title="The Pier", theme="fiction", entrant="Ana Reis", ai_use="none", more={"own": answer}
    )
    contact = Contact(person="Ana Reis", phone="+351 21 000 0000", email="ana@example.org")
    assert [(one.field, one.code) for one in mistakes(form, contact, rules=rules)] == found


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('type: "number", ', "", "form[6].id"),
        ('id: "title",', 'id: "title", type: "text",', "form[0].type"),
        ('type: "number",', 'type: "number", private: true,', "form[6].private"),
        ('type: "date",', 'type: "choice",', "form[7].choices"),
        ('languages: ["en"]', "languages: []", "languages"),
        ('languages: ["en"]', 'languages: ["en", "en"]', "languages"),
    ],
)
def test_a_slip_is_named(tmp_path, old, new, field):
    text = FILE.read_text("utf-8")
    assert old in text
    file = tmp_path / "rules.yaml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RulesFileError) as error:
        load_rules(file)
    assert field in [problem.field for problem in error.value.problems]


def test_a_contest_in_two_languages_lacks_none(tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text(FILE.read_text("utf-8").replace('languages: ["en"]\n', ""), "utf-8")
    with pytest.raises(RulesFileError) as error:
        load_rules(file)
    assert "zh" in str(error.value.problems[0].message.zh)


CERTIFICATE = "\ncertificate:\n  paper: portrait\n  en: '{entrant}'\n  unit: { en: '{award}' }\n"


@pytest.mark.parametrize(
    ("more", "language"), [("", "en"), ("  language: en\n", "en"), ("  language: zh\n", "zh")]
)
def test_its_certificate_is_in_its_language_alone(tmp_path, more, language):
    file = tmp_path / "rules.yaml"
    file.write_text(FILE.read_text("utf-8") + CERTIFICATE + more, "utf-8")
    certificate = load_rules(file).certificate
    assert certificate is not None
    assert certificate.model_dump() == {
        "zh": "{entrant}",
        "en": "{entrant}",
        "unit": {"zh": "{award}", "en": "{award}"},
        "number": "{number:04}",
        "language": language,
        "paper": "portrait",
        "template": None,
    }


def test_a_certificate_without_a_text_lacks_the_contests_language_alone(tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text(FILE.read_text("utf-8") + "\ncertificate:\n  paper: portrait\n", "utf-8")
    with pytest.raises(RulesFileError) as error:
        load_rules(file)
    assert [problem.field for problem in error.value.problems] == ["certificate.en"]


@pytest.mark.parametrize(
    ("use", "found"),
    [
        ("none", []),
        ("partly", []),
        ("wholly", [("ai_use", "form.ai_not_accepted")]),
        ("", [("ai_use", "form.missing")]),
    ],
)
def test_a_film_that_ai_has_made_as_a_whole_may_not_enter(use, found):
    rules = RULES.model_copy(update={"form": RULES.form[:6]})
    form = Form(
        title="The Pier", theme="fiction", entrant="Ana Reis", ai_use=use, ai_how="Titles only"
    )
    contact = Contact(person="Ana Reis", phone="+351 21 000 0000", email="ana@example.org")
    assert [(one.field, one.code) for one in mistakes(form, contact, rules=rules)] == found
