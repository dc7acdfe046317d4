import re
import subprocess
import sys
from pathlib import Path

import pytest

from infra import build
from infra.build import TARGETS, Target, build_layers

SOURCE = """'''A module.'''\nANSWER = 42\n"""


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """A small layer and a lock file that asks for nothing, in place of the true ones."""
    folder = tmp_path / "sources" / "layer"
    (folder / "python" / "thing" / "tests").mkdir(parents=True)
    (folder / "python" / "thing" / "__init__.py").write_text(SOURCE)
    (folder / "python" / "thing" / "tests" / "test_thing.py").write_text(SOURCE)
    monkeypatch.setattr(build, "SOURCES", {"layer": folder, "functions": folder})
    return folder


@pytest.mark.usefixtures("sources")
def test_local_build_runs_on_this_python_without_compiling(tmp_path):
    built = build_layers("local", build=tmp_path / "build")

    layer = built / "layer" / "python"
    (compiled,) = (layer / "thing" / "__pycache__").iterdir()
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert compiled.name == f"__init__.{sys.implementation.cache_tag}.pyc"
    assert flags == 0b01, "by hash, unchecked"
    assert _run("import thing; print(thing.ANSWER)", layer) == "42"


@pytest.mark.usefixtures("sources")
def test_tests_are_not_shipped(tmp_path):
    built = build_layers("local", build=tmp_path / "build")

    assert [p for p in built.rglob("*") if p.name == "tests"] == []


def test_what_another_python_compiles_meanwhile_is_not_copied(tmp_path, sources):
    kept = sources / "python" / "thing" / "__pycache__"
    kept.mkdir()
    (kept / "thing.pyc.4711").symlink_to("gone by the time it is read")

    built = build_layers("local", build=tmp_path / "build")

    assert _run("import thing; print(thing.ANSWER)", built / "layer" / "python") == "42"


@pytest.mark.usefixtures("sources")
def test_second_build_touches_nothing(tmp_path):
    built = build_layers("local", build=tmp_path / "build")
    before = {p: p.stat().st_ctime_ns for p in built.rglob("*")}

    build_layers("local", build=tmp_path / "build")

    assert {p: p.stat().st_ctime_ns for p in built.rglob("*")} == before


def test_changed_source_is_built_again(tmp_path, sources):
    build_layers("local", build=tmp_path / "build")
    (sources / "python" / "thing" / "__init__.py").write_text("ANSWER = 43\n")

    built = build_layers("local", build=tmp_path / "build")

    assert _run("import thing; print(thing.ANSWER)", built / "layer" / "python") == "43"


@pytest.mark.usefixtures("sources")
def test_same_sources_make_the_same_files(tmp_path):
    one, other = (build_layers("local", build=tmp_path / name) for name in ("one", "other"))

    assert _contents(one) == _contents(other)


def test_build_that_breaks_leaves_the_old_one(tmp_path, sources):
    built = build_layers("local", build=tmp_path / "build")
    (sources / "python" / "thing" / "__init__.py").write_text("def broken(:\n")

    with pytest.raises(subprocess.CalledProcessError):
        build_layers("local", build=tmp_path / "build")

    assert _run("import thing; print(thing.ANSWER)", built / "layer" / "python") == "42"


@pytest.mark.usefixtures("sources")
def test_other_python_is_not_compiled_for_if_it_is_not_here(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(TARGETS, "local", Target(name="local", python="3.99"))

    built = build_layers("local", build=tmp_path / "build")

    assert list(built.rglob("*.pyc")) == []
    assert "No python3.99 here" in capsys.readouterr().err


@pytest.mark.timeout(300)
def test_lambda_gets_libraries_for_its_own_processor_and_python(tmp_path):
    built = build_layers("lambda", build=tmp_path / "build")

    assert {p.name for p in built.iterdir() if p.is_dir()} == {
        "functions",
        "domain",
        "aws",
        "base",
        "media",
        "frames",
        "sheets",
        "certificates",
        "look",
        "pages",
    }
    found = [p for p in built.rglob("*") if ".so" in p.suffixes]
    decoders = [p for p in found if built / "frames" in p.parents]
    assert {_machine(p) for p in decoders} == {"aarch64"}
    assert [p.name.split("-")[0] for p in decoders].count("libavcodec") == 1
    assert {p.name: _machine(p) for p in found if p not in decoders} == {
        "_typst.abi3.so": "aarch64",
        "_pydantic_core.cpython-314-aarch64-linux-gnu.so": "aarch64",
        "libmediainfo.so.0": "aarch64",
    }
    made_with = sum(_size(built / name) for name in ("certificates", "look"))
    of_all = sum(_size(built / name) for name in ("functions", "domain", "aws", "base"))
    assert made_with + of_all < 250e6, "what Lambda takes, in the function that makes certificates"
    unzipped = _size(built) - made_with
    assert unzipped < 250e6, "what Lambda takes, even with every other layer in one function"
    assert (built / "domain" / "python" / "contest" / "__init__.py").is_file()
    assert (built / "functions" / "upload").is_dir()
    pages = built / "pages" / "python" / "pages"
    index = (pages / "index.html").read_text()
    asked = set(re.findall(r'(?:src|href)="([^"]*)"', index))
    assert {"/icon.svg"} < asked
    assert _loaded(asked, pages) == {p.name for p in (pages / "assets").iterdir()}
    assert "://" not in index, "nothing comes from elsewhere"


def _loaded(asked: set[str], pages: Path) -> set[str]:
    """The names of the assets that the index asks for, or what it asks for does."""
    texts = {p.name: p.read_text("utf-8") for p in (pages / "assets").iterdir()}
    found: set[str] = set()
    more = {Path(name).name for name in asked if name.startswith("/assets/")}
    while more:
        found |= more
        named = [name for name in texts for one in more if name in texts[one]]
        more = {*named} - found
    return found


def _size(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _run(code: str, path: Path) -> str:
    command = [sys.executable, "-B", "-c", code]
    return subprocess.run(  # noqa: S603  # our own arguments
        command, env={"PYTHONPATH": str(path)}, capture_output=True, text=True, check=True
    ).stdout.strip()


def _contents(folder: Path) -> dict[str, tuple[bytes, float]]:
    return {
        str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime)
        for p in sorted(folder.rglob("*"))
        if p.is_file() and not p.name.endswith(".stamp")
    }


def _machine(library: Path) -> str:
    """From the ELF header."""
    with library.open("rb") as file:
        header = file.read(20)
    assert header[:4] == b"\x7fELF"
    return {0xB7: "aarch64", 0x3E: "x86_64"}[int.from_bytes(header[18:20], "little")]
