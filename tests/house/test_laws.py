"""What is planted against each law is found, and what keeps it is let pass."""

from tests.house import laws

DOMAIN = "layers/domain/python/contest"
SKIP = "x = 1  # fmt" + ": skip\n"


def plant(root, path, text=""):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_few_lines_may_be_kept_from_the_formatter(tmp_path):
    plant(tmp_path, "infra/stack.py", SKIP * 20)
    assert [*laws.unformatted(tmp_path)] == []

    plant(tmp_path, "cli/laurel/entry.py", SKIP)
    assert len([*laws.unformatted(tmp_path)]) == 21


def test_an_import_that_renames_a_name_of_the_project_is_found(tmp_path):
    plant(tmp_path, "functions/unit/files.py")
    plant(
        tmp_path,
        "functions/unit/unit_api.py",
        "import files as parts\nimport contest.entry as entries\n"
        "from contest.entry import Status as EntryStatus, Entry\n"
        "from contest.entry import (\n    Entry,\n    Status as State,\n)\n",
    )

    assert [*laws.renaming_imports(tmp_path)] == [
        "functions/unit/unit_api.py:1: files is imported as parts",
        "functions/unit/unit_api.py:2: contest.entry is imported as entries",
        "functions/unit/unit_api.py:3: contest.entry.Status is imported as EntryStatus",
        "functions/unit/unit_api.py:4: contest.entry.Status is imported as State",
    ]


def test_an_import_may_rename_what_others_made(tmp_path):
    plant(
        tmp_path,
        "infra/stack.py",
        "from aws_cdk import aws_iam as iam\nimport numpy as np\nfrom infra import jobs as jobs\n",
    )
    assert [*laws.renaming_imports(tmp_path)] == []


def test_a_class_name_stands_for_one_thing_in_a_layer(tmp_path):
    plant(tmp_path, f"{DOMAIN}/entry/entry.py", "class Status: ...\n")
    plant(tmp_path, f"{DOMAIN}/award/award.py", "\nclass Status: ...\n")
    plant(tmp_path, "functions/award/tally.py", "class Status: ...\n")

    assert [*laws.doubled_classes(tmp_path)] == [
        f"contest has Status 2 times: {DOMAIN}/award/award.py:2, {DOMAIN}/entry/entry.py:1"
    ]


def test_a_package_has_sixteen_modules_at_the_most(tmp_path):
    for number in range(16):
        plant(tmp_path, f"functions/unit/route_{number}.py")
        plant(tmp_path, f"{DOMAIN}/award/step_{number}.py")
    plant(tmp_path, f"{DOMAIN}/award/__init__.py")
    plant(tmp_path, f"{DOMAIN}/award/deeper/more.py")
    assert [*laws.large_packages(tmp_path)] == []

    plant(tmp_path, f"{DOMAIN}/award/step_16.py")
    assert [*laws.large_packages(tmp_path)] == [f"{DOMAIN}/award has 17 modules, more than 16"]


def test_modules_of_the_domain_lie_in_packages(tmp_path):
    for name in ("__init__", "model", "screen", "entry/entry"):
        plant(tmp_path, f"{DOMAIN}/{name}.py")
    assert [*laws.flat_modules(tmp_path)] == []

    plant(tmp_path, f"{DOMAIN}/verdict.py")
    assert [*laws.flat_modules(tmp_path)] == [f"{DOMAIN}/verdict.py: lies flat beside the packages"]


def test_every_circle_of_imports_is_found(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    plant(tmp_path, "planted/__init__.py")
    plant(tmp_path, "planted/ground.py")
    plant(tmp_path, "planted/a.py", "import planted.b\nfrom planted import ground\n")
    plant(tmp_path, "planted/b.py", "def late():\n    from planted.c import name\n")
    plant(tmp_path, "planted/c.py", "if TYPE_CHECKING:\n    from planted import a\n")
    plant(tmp_path, "planted/d.py", "import planted.e\n")
    plant(tmp_path, "planted/e.py", "import planted.d\nimport planted.ground\n")

    found = [line.removeprefix("a circle of imports: ") for line in laws.circles("planted")]

    assert sorted((set(circle.split(" <- ")) for circle in found), key=len) == [
        {"planted.d", "planted.e"},
        {"planted.a", "planted.b", "planted.c"},
    ]


def test_imports_without_a_circle_are_let_pass(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    plant(tmp_path, "uncircled/__init__.py")
    plant(tmp_path, "uncircled/a.py", "import uncircled.b\n")
    plant(tmp_path, "uncircled/b.py")
    assert [*laws.circles("uncircled")] == []
