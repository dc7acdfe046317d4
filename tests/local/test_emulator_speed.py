"""What is done faster than by ministack itself comes to the same."""

import io
import json
import queue
import subprocess
import sys
import threading
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ministack.services import dynamodb

from local import emulator_speed
from local.emulator_speed import Log, SharedZip, SmallPages, dump

FILES = {"python/contest/__init__.py": b"", "python/contest/entry.py": b"A = 1\n", "own.txt": b"x"}


@pytest.fixture(autouse=True)
def _scratch(tmp_path, monkeypatch):
    monkeypatch.setattr(emulator_speed.tempfile, "gettempdir", lambda: str(tmp_path / "scratch"))


def zipped(path, files):
    with zipfile.ZipFile(path, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return path


def unpacked(tmp_path, worker, files=FILES):
    folder = tmp_path / worker
    folder.mkdir()
    with SharedZip(zipped(tmp_path / f"{worker}.zip", files)) as file:
        file.extractall(folder)
    return folder


def content(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in FILES
        for path in [folder / name]
    }


def test_two_workers_find_the_same_files_which_are_there_once(tmp_path):
    first, second = unpacked(tmp_path, "first"), unpacked(tmp_path, "second")
    assert content(first) == content(second) == FILES
    assert (first / "python").resolve() == (second / "python").resolve()


def test_other_files_of_the_same_names_are_others(tmp_path):
    changed = FILES | {"python/contest/entry.py": b"A = 2\n"}
    unpacked(tmp_path, "before")
    assert (unpacked(tmp_path, "after", changed) / "python/contest/entry.py").read_bytes() == (
        b"A = 2\n"
    )


def test_a_name_that_leads_out_of_the_folder_is_shown(tmp_path):
    with SharedZip(zipped(tmp_path / "a.zip", {"../out.txt": b"", "python/in.py": b""})) as file:
        assert file.namelist() == ["..", "python"]


def test_the_state_is_written_as_ministack_would_write_it():
    state = {"a": [1, 2.5, None, True, "钢"], "b": {"c": b"bytes"}, 3: "three"}
    mine, theirs = io.StringIO(), io.StringIO()
    dump(state, mine, default=repr)
    json.dump(state, theirs, default=repr)
    assert mine.getvalue() == theirs.getvalue()


def test_all_that_was_logged_before_an_answer_is_there_with_it():
    lines = queue.Queue()
    program = (
        "import sys\n"
        "for number in range(200):\n"
        "    for line in range(number % 5): print('line', number, line, file=sys.stderr)\n"
        "    print(number, flush=True); sys.stdin.readline()\n"
    )
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", program], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as worker:  # fmt: skip
        log = Log(worker.stderr, lines)
        reader = threading.Thread(target=log.follow)
        reader.start()
        for number in range(200):
            assert worker.stdout.readline() == f"{number}\n"
            log.take()
            told = [lines.get_nowait() for _ in range(lines.qsize())]
            assert told == [f"line {number} {line}" for line in range(number % 5)]
            worker.stdin.write("\n")
            worker.stdin.flush()
        reader.join()


VALUES = st.recursive(
    st.one_of(
        st.builds(lambda text: {"S": text}, st.text(max_size=60)),
        st.builds(lambda number: {"N": str(number)}, st.integers()),
        st.sampled_from([{"BOOL": True}, {"NULL": True}, {"S": "好" * 200_000}]),
    ),
    lambda inner: st.one_of(
        st.builds(lambda values: {"L": values}, st.lists(inner, max_size=3)),
        st.builds(lambda values: {"M": values}, st.dictionaries(st.text(max_size=5), inner)),
    ),
    max_leaves=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.dictionaries(st.text(min_size=1, max_size=8), VALUES, max_size=3), max_size=8),
    st.none() | st.integers(1, 10),
)
def test_a_page_ends_where_it_does_when_each_item_is_measured(items, limit):
    measured = dynamodb._paginate_evaluated_items  # noqa: SLF001
    assert SmallPages(measured)(items, limit, {}) == measured(items, limit, {})
