"""What is planted in small trees is found, and what has the name with another meaning is not."""

import re

import pytest

from tests.house.definitions import (
    Definition,
    all_definitions,
    python_definitions,
    state_definitions,
)
from tests.house.retired_names import complaints, words

PYTHON = """
class Stand(Fact):
    told: str
    owner: Id

    def after(self, deed: str, *, seen: int) -> None:
        self.kept = seen

Whole = Annotated[int, Strict]
ANEW, last = 3, 4
ROUTES = {("GET", "/entrant/<contest>/entries"): None}

def anew(once, *others, **more):
    local = lambda there: there
"""
COMPONENT = """<template><p>useDeed</p></template>
<script setup lang="ts">
import { ref } from "vue";
interface Held { seen: number }
const props = defineProps<{ entry: string }>();
const { told, other: renamed } = props;
function useDeed({ deed }: { deed: string }) { const local = deed; return local; }
const carry = (file: File) => file;
</script>
"""


def plant(root, path, text=""):
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def found(root):
    return [re.sub(" is retired: .*", "", line) for line in complaints(all_definitions(root))]


def test_python_names_are_read_with_their_kind_and_class():
    read = python_definitions(PYTHON, "a.py")

    assert {(one.kind, one.of, one.name) for one in read} == {
        ("class", "", "Stand"),
        ("attribute", "Stand", "told"),
        ("attribute", "Stand", "owner"),
        ("method", "Stand", "after"),
        ("parameter", "Stand", "deed"),
        ("parameter", "Stand", "seen"),
        ("attribute", "Stand", "kept"),
        ("alias", "", "Whole"),
        ("variable", "", "ANEW"),
        ("variable", "", "last"),
        ("variable", "", "ROUTES"),
        ("path_parameter", "", "contest"),
        ("function", "", "anew"),
        ("parameter", "", "once"),
        ("parameter", "", "others"),
        ("parameter", "", "more"),
        ("parameter", "", "there"),
        ("local", "", "local"),
    }
    assert Definition("owner", "attribute", "a.py", 4, "Stand", "Id") in read


def test_typescript_names_are_read_from_the_script_of_a_component(tmp_path):
    plant(tmp_path, "web/src/entry/Box.vue", COMPONENT)

    read = [one for one in all_definitions(tmp_path) if one.line > 1]

    path = "web/src/entry/Box.vue"
    assert read == [
        Definition("Held", "class", path, 4),
        Definition("seen", "attribute", path, 4, "Held", "number"),
        Definition("props", "variable", path, 5),
        Definition("entry", "attribute", path, 5, "", "string"),
        Definition("told", "variable", path, 6),
        Definition("renamed", "variable", path, 6),
        Definition("useDeed", "function", path, 7),
        Definition("deed", "parameter", path, 7, "", "{ deed: string }"),
        Definition("deed", "attribute", path, 7, "", "string"),
        Definition("carry", "function", path, 8),
        Definition("file", "parameter", path, 8, "", "File"),
    ]


def test_states_are_read_wherever_they_are_nested():
    machine = '{"States": {"Stand": {"Branches": [{"States": {"Wait": {}}}]}}}'
    assert [one.name for one in state_definitions(machine, "a.asl.json")] == ["Stand", "Wait"]


def test_retired_names_are_found_in_every_kind_of_definition(tmp_path):
    plant(tmp_path, "layers/aws/desk/lost.py", PYTHON)
    plant(tmp_path, "functions/unit/unit_api.py", "def show():\n    held, us = contest_of(unit)\n")
    plant(tmp_path, "infra/one.asl.json", '{"States": {"Stand": {}}}')
    plant(tmp_path, "web/src/where.ts", "export class Said { constructor(readonly seen = 1) {} }")

    assert sorted(found(tmp_path)) == sorted(
        [
            "layers/aws/desk:1: module desk",
            "layers/aws/desk/lost.py:1: module lost",
            "layers/aws/desk/lost.py:2: class Stand",
            "layers/aws/desk/lost.py:3: attribute told",
            "layers/aws/desk/lost.py:6: parameter deed",
            "layers/aws/desk/lost.py:6: parameter seen",
            "layers/aws/desk/lost.py:7: attribute kept",
            "layers/aws/desk/lost.py:9: alias Whole",
            "layers/aws/desk/lost.py:11: path parameter contest",
            "layers/aws/desk/lost.py:13: function anew",
            "functions/unit/unit_api.py:2: local held",
            "infra/one.asl.json:1: state Stand",
            "web/src/where.ts:1: module where",
            "web/src/where.ts:1: class Said",
            "web/src/where.ts:1: parameter seen",
        ]
    )


def test_a_name_that_is_retired_in_one_place_may_stand_in_another(tmp_path):
    plant(tmp_path, "layers/contest/entry/entry.py", "class Entry:\n    owner: Id\n")
    plant(tmp_path, "layers/contest/mail/status_mail.py", "def shown(after, told, held: bool): ...")
    plant(tmp_path, "layers/contest/rules/rules.py", "class Rule:\n    def after(self): ...\n")
    plant(tmp_path, "layers/contest_aws/media/pictures.py", "def turned(frame, turn): ...")
    plant(tmp_path, "infra/http_api.py", "class Http:\n    stage = 1\n")
    plant(tmp_path, "tests/test_a.py", "def test_a_deed_is_told():\n    'a desk'  # and a sweep\n")
    plant(tmp_path, "web/src/conflict.ts", "export type Both = { ours: string; theirs: string };")

    assert found(tmp_path) == []


@pytest.mark.parametrize("name", ["last_deed", "useDeed", "LAST_DEED", "_deed", "DEEDLog"])
def test_a_word_is_found_in_every_spelling(name):
    assert [*complaints([Definition(name, "function", "web/src/a.ts")])] != []


@pytest.mark.parametrize("name", ["indeed", "deedless", "HTTPServer"])
def test_a_part_of_a_word_is_no_word(name):
    assert [*complaints([Definition(name, "function", "web/src/a.ts")])] == []
    assert "deed" not in words(name)
