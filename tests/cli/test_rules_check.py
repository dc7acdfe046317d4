"""`laurel rules check` names the line, the field and what is allowed, whatever is in the file."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from typer.testing import CliRunner

from contest.model import Text
from contest.rules.rules import Rules
from laurel import rules_file, rules_schema
from laurel.__main__ import app
from laurel.rules_file import Problem, RulesFileError, load_rules

CONTESTS = Path(__file__).parents[2] / "contests"
SHIPPED = CONTESTS / "new-industrialization-2024.yaml"
WRITTEN = SHIPPED.read_text(encoding="utf-8")
DOCS = Path(__file__).parents[2] / "docs" / "rules.md"


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "rules.yaml"


def problems(file: Path, content: str | bytes) -> tuple[Problem, ...]:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        load_rules(file)
    except RulesFileError as error:
        return error.problems
    return ()


def edited(old: str, new: str) -> tuple[str, int]:
    """The shipped file with its first `old` replaced, and the line on which that stands."""
    before, found, after = WRITTEN.partition(old)
    assert found, old
    return before + new + after, before.count("\n") + 1


def check_of(file: Path, content: str) -> str:
    file.write_text(content, "utf-8")
    return check(file)[1]


def check(file: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["rules", "check", str(file), *options])
    return result.exit_code, result.output


def test_the_shipped_file_is_good():
    code, said = check(SHIPPED)
    assert (code, len(said.splitlines())) == (0, 1)
    assert "2024-07-31 24:00 (Asia/Shanghai)" in said


def test_the_shipped_file_means_the_same_to_any_yaml_reader():
    """Everything that YAML 1.1 would take for something else stands in quotes."""
    assert load_rules(SHIPPED) == Rules.model_validate(yaml.safe_load(WRITTEN))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("edition: 1", "edition: one", "edition"),
        ("edition: 1", "edition: 1.5", "edition"),
        ("edition: 1", "edition:", "edition"),
        ("edition: 1", "edition: [1]", "edition"),
        ('id: "new-', 'id: "New-', "id"),
        ('"Asia/Shanghai"', "Beijing", "time_zone"),
        ('role: "host"', 'role: "owner"', "parties[0].role"),
        ('grace: "PT0S"', "grace: 30", "dates.grace"),
        (
            'submission_closes: "2024-08-01T00:00:00+08:00"',
            "submission_closes: 2024-08-01",
            "dates.submission_closes",
        ),
        ("one_theme_per_work: true", "one_theme_per_work: sometimes", "limits.one_theme_per_work"),
        ("max_seconds: 480", "max_seconds: 30", "media.max_seconds"),
        ('"9:16"]', '"9x16"]', "media.aspects[1]"),
        ('version: "2024-1"', "version: 2024", "declaration.version"),
        ('version: "2024-1"', "version: 2024-01-01\n  versoin: 1", "declaration.versoin"),
        ('id: "title"', 'id: "titel"', "form[0].id"),
        ("weight: 1\n", "weight: 0\n", "criteria[0].weight"),
        ('conflicts: ["own_unit"', 'conflicts: ["unit"', "conflicts[0]"),
        ('"innovation", "story"', '"inovation", "story"', "scoring.ties[0]"),
        ('kind: "theme"', 'kind: "themes"', "awards[7].kind"),
        ('criterion: "reach"', 'criterion: "rich"', "awards[5].criterion"),
        ('not_with: ["gold"]', 'not_with: ["platinum"]', "awards[7].not_with[0]"),
        ('id: "silver", name', 'id: "gold", name', "awards[0].levels[1].id"),
        ("number: 3 }", "number: -3 }", "awards[0].levels[2].number"),
        ("reviews_per_entry: 3", "reviews_per_entry: 1", "rounds[0].reviews_per_entry"),
        ('personal_data: "P2Y"', 'personal_data: "2 years"', "retention.personal_data"),
    ],
)
def test_a_wrong_value_is_named_with_its_line_and_what_is_allowed(file, old, new, field):
    text, line = edited(old, new)
    line += new.count("\n") if field in new.partition("\n")[2] or "versoin" in new else 0
    found = problems(file, text)
    assert [(problem.line, problem.field) for problem in found] == [(line, field)]
    assert found[0].message.zh
    assert found[0].allowed or "did you mean" in found[0].message.en


def test_a_problem_says_what_stands_there_and_what_is_allowed_in_both_languages(file):
    text, line = edited("edition: 1", "edition: 0")
    assert problems(file, text) == (
        Problem(
            line=line,
            field="edition",
            message=Text(zh="这样写不对", en="this cannot stand here"),
            found=Text(zh="“0”", en='"0"'),
            allowed=Text(zh="整数，> 0", en="a whole number, more than 0"),
        ),
    )
    where = f"{file}:{line}: edition"
    zh = "  这样写不对；写的是 “0”；允许：整数，> 0。"
    en = '  this cannot stand here; found "0"; allowed: a whole number, more than 0'
    assert check(file) == (1, f"{where}\n{zh}\n{en}\n")
    assert check(file, "--language", "zh") == (1, f"{where}\n{zh}\n")
    assert check(file, "--language", "en") == (1, f"{where}\n{en}\n")


def test_a_misspelt_field_is_missed_at_its_parent_and_told_its_right_name(file):
    text, line = edited("max_seconds", "max_second")
    parent = WRITTEN[: WRITTEN.index("\nmedia:")].count("\n") + 2
    assert [(found.line, found.field, found.message.en) for found in problems(file, text)] == [
        (parent, "media.max_seconds", "this field is missing"),
        (line, "media.max_second", "there is no such field: did you mean max_seconds?"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"), [("frame_rate: 25", "frame_tolerance"), ("containers: mp4", "container")]
)
def test_a_field_that_looks_like_another_is_told_which_there_are_as_well(file, written, meant):
    text, line = edited("  max_seconds: 480", f"  max_seconds: 480\n  {written}")
    members = (
        "container, min_seconds, max_seconds, frame_tolerance, min_long_side, min_short_side, "
        "aspects, aspect_tolerance, max_bytes"
    )
    (found,) = problems(file, text)
    assert (found.line, found.message) == (
        line + 1,
        Text(
            zh=f"没有这个字段，可能应为 {meant}",
            en=f"there is no such field: did you mean {meant}?",
        ),
    )
    assert found.allowed == Text(zh=f"这些字段：{members}", en=f"these fields: {members}")


def test_a_setting_that_has_no_place_is_told_why_and_how_to_mend_it(file):
    own = '  - { id: "own", type: "text", label: { zh: "自设", en: "Own" }, private: true }\n'
    text, line = edited('  - { id: "remarks"', own + '  - { id: "remarks"')
    assert check_of(file, text) == (
        f"{file}:{line}: form[13].private\n"
        "  自设字段不能保密；写的是 “true”；允许：删去这一项。\n"
        '  a field of the contest\'s own cannot be private; found "true"; allowed: leave it out\n'
    )


def test_a_field_of_another_name_is_told_which_there_are(file):
    text, _ = edited("ceremony: null", 'colour: "red"')
    (found,) = problems(file, text)
    assert (found.field, found.allowed) == (
        "dates.colour",
        Text(
            zh="这些字段：submission_opens, submission_closes, grace, screening_closes, ceremony, "
            "ceremony_note",
            en="these fields: submission_opens, submission_closes, grace, screening_closes, "
            "ceremony, ceremony_note",
        ),
    )


def test_a_missing_kind_of_award_is_told_the_kinds(file):
    text, line = edited('kind: "special", ', "")
    assert [(p.line, p.field, p.allowed.en) for p in problems(file, text) if p.allowed] == [
        (line, "awards[8].kind", "criterion | overall | special | theme | unit")
    ]


def test_a_field_that_stands_twice_is_named_where_it_stands_again(file):
    text, line = edited("edition: 1", "edition: 1\nedition: 2")
    (found,) = problems(file, text)
    assert (found.line, found.field) == (line + 1, "edition")
    assert str(line) in found.message.en


def test_all_problems_are_told_at_once_in_the_order_of_the_lines(file):
    text = WRITTEN
    for old, new in [
        ("edition: 1", "edition: one"),
        ("max_seconds: 480", "max_seconds: 30"),
        ('ties: ["innovation"', 'ties: ["depth"'),
        ('not_with: ["gold"]', "not_with: gold"),
        ("retention:", "colour: red\nretention:"),
    ]:
        text = text.replace(old, new, 1)
    found = problems(file, text)
    assert [problem.field for problem in found] == [
        "edition",
        "media.max_seconds",
        "scoring.ties[0]",
        "awards[7].not_with",
        "colour",
    ]
    assert [problem.line for problem in found] == sorted(problem.line for problem in found)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("16:9", ["16:9"]), ('"16:9"', ["16:9"]), ("9:16, 16:9", ["9:16", "16:9"])],
)
def test_an_aspect_means_the_same_with_and_without_quotes(file, written, meant):
    text, _ = edited('aspects: ["16:9", "9:16"]', f"aspects: [{written}]")
    assert problems(file, text) == ()
    assert list(load_rules(file).media.aspects) == meant


def test_a_no_in_a_text_stays_a_no(file):
    text, _ = edited('en: "Other"', "en: no")
    assert problems(file, text) == ()


def test_a_number_in_the_place_of_text_is_told_to_be_quoted(file):
    text, line = edited('en: "Other"', "en: 2024")
    (found,) = problems(file, text)
    assert (found.line, found.message.en) == (line, "this is no text: put it in quotes")


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        ("", 0, "empty"),
        ("# nothing yet\n", 0, "empty"),
        ("- a\n- b\n", 1, "fields"),
        ("just text", 1, "fields"),
        ("id: x\nname:\n\tzh: y", 3, "tab"),
        ("id: x\nname: a: b", 2, "colon"),
        ('id: x\nname: "never closed\nmedia: {}\n', 2, "quotes"),
        ("id: x\nmedia: {a: 1\nform: []", 3, "bracket"),
        ("id: x\n  media: y\n edition: 1", 2, "colon"),
        ("a: 1\n- b", 2, "indentation"),
        ("a: @b", 1, "quotes"),
        ('a: "C:\\q"', 1, "backslash"),
        ("a: 1\n---\nb: 2", 2, "one document"),
        ("a: &x 1\nb: *x", 2, "aliases"),
        ("a: 1\nb: !!python/object/apply:os.system ['true']", 2, "tags"),
        ('a: "\\UFFFFFFFF"', 1, "YAML"),
        ("a: 1\nb: \x07", 2, "control"),
        (b"a: 1\nb: \xff\xff", 0, "UTF-8"),
        ("a: " + "[" * 5000, 1, "deeply"),
        ("a: " + "1" * rules_file.MAX_BYTES, 0, "larger"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_why_and_where(file, content, line, said):
    (found,) = problems(file, content)
    assert found.line == line
    assert said in found.message.en
    code, output = check(file)
    assert code == 1
    assert output.startswith(f"{file}:{line or 1}:\n")


def test_a_key_that_is_no_word_is_told(file):
    text, line = edited("edition: 1", "? [edition]\n: 1")
    assert (line, "") in [(found.line, found.field) for found in problems(file, text)]


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.yaml"):
        code, said = check(path)
        assert (code, "cannot be read" in said) == (1, True)
    with pytest.raises(RulesFileError, match="cannot be read"):
        load_rules(Path("a\0b"))


def test_a_file_of_another_editor_is_read(file):
    assert problems(file, ("\ufeff" + WRITTEN).replace("\n", "\r\n")) == ()


def test_the_schema_is_fresh(tmp_path):
    """After a change of the models: `laurel rules schema contests/rules.schema.json`."""
    path = tmp_path / "rules.schema.json"
    result = CliRunner().invoke(app, ["rules", "schema", str(path)])
    assert (result.exit_code, result.output) == (0, "")
    assert path.read_text("utf-8") == (CONTESTS / "rules.schema.json").read_text("utf-8")
    assert CliRunner().invoke(app, ["rules", "schema"]).output == path.read_text("utf-8")


@pytest.mark.parametrize("file", sorted(CONTESTS.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_shipped_files_fit_their_schema_in_one_language_or_two(file):
    """Editors hold them against it; jsonschema-rs is independent of pydantic."""
    schema = json.loads((CONTESTS / "rules.schema.json").read_text("utf-8"))
    rules = yaml.safe_load(file.read_text("utf-8"))
    found = [error.message for error in jsonschema_rs.iter_errors(schema, rules)]
    assert found == []
    rules["name"] = {}
    assert not jsonschema_rs.is_valid(schema, rules)


def test_a_certificate_in_one_language_fits_the_schema():
    schema = json.loads((CONTESTS / "rules.schema.json").read_text("utf-8"))
    rules = yaml.safe_load((CONTESTS / "short-film-prize-2027.yaml").read_text("utf-8"))
    rules["certificate"] = {"en": "{award}", "paper": "portrait", "unit": {"en": "{award}"}}
    assert [error.message for error in jsonschema_rs.iter_errors(schema, rules)] == []


def test_a_schema_that_cannot_be_written_is_told(tmp_path):
    result = CliRunner().invoke(app, ["rules", "schema", str(tmp_path)])
    assert (result.exit_code, "Cannot be written" in result.output) == (1, True)


def test_the_shipped_file_names_the_schema_on_its_first_line():
    assert WRITTEN.splitlines()[0] == "# yaml-language-server: $schema=rules.schema.json"


def test_the_docs_name_every_field():
    schema = rules_schema.schema()
    models = {"Rules": schema, **schema["$defs"]}
    fields = {field for model in models.values() for field in model.get("properties", ())}
    text = re.sub(r"```.*?```", "", DOCS.read_text("utf-8"), flags=re.DOTALL)
    named = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`([^`]+)`", text))))
    assert fields - named == set()
