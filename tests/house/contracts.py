"""Plants imports against the contracts of import-linter, one at a time, in a copy of a tree."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FOLDERS = ("cli", "functions", "infra", "layers", "local")
Contract = dict[str, Any]


def contracts_of(pyproject: Path) -> list[Contract]:
    return tomllib.loads(pyproject.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


class Copy:
    """The Python files of a tree, and its configuration."""

    def __init__(self, source: Path, target: Path, folders: Iterable[str] = FOLDERS) -> None:
        self.root = target
        for folder in folders:
            for path in (source / folder).rglob("*.py"):
                copied = target / path.relative_to(source)
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copied)
        shutil.copyfile(source / "pyproject.toml", target / "pyproject.toml")
        tools = tomllib.loads((target / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
        self._paths = [target / path for path in tools["pytest"]["ini_options"]["pythonpath"]]
        linter = tools["importlinter"]
        packages = linter.get("root_packages") or [linter["root_package"]]
        self.modules = {name: file for one in packages for name, file in self._below(one).items()}

    def lint(self) -> subprocess.CompletedProcess[str]:
        """What `lint-imports` says of the copy."""
        program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        paths = os.pathsep.join(map(str, self._paths))
        return subprocess.run(  # noqa: S603 - the project's own environment
            [sys.executable, "-c", program, "--no-cache", "--no-logo"],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": paths, "COLUMNS": "400"},  # a contract's name on a line
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def planted(self, importer: str, imported: str):
        """With one more import, in a module or in one module of a package."""
        file = self.modules[importer]
        before = file.read_text(encoding="utf-8")
        file.write_text(f"{before}\nimport {self._importable(imported)}\n", encoding="utf-8")
        try:
            yield
        finally:
            file.write_text(before, encoding="utf-8")

    def violation(self, contract: Contract) -> tuple[str, str]:
        """Who imports what, against the contract."""
        match contract["type"]:
            case "layers":
                return self._upwards(contract)
            case "forbidden":
                importers = self._expanded(contract["source_modules"])
                forbidden = self._expanded(contract["forbidden_modules"])
            case "independence":
                importers = forbidden = self._expanded(contract["modules"])
            case other:
                raise ValueError(f"No violation of a contract of the type {other} is known")
        return next((a, b) for a in importers for b in forbidden if not _related(a, b))

    def _upwards(self, contract: Contract) -> tuple[str, str]:
        """The lowest layer imports the highest."""
        for container in contract.get("containers", [""]):
            names = [re.split(r"\s*[|:]\s*", layer) for layer in contract["layers"]]
            parts = [name.strip("() ") for layer in names for name in layer]
            there = self._expanded(f"{container}.{part}" if container else part for part in parts)
            if len(there) > 1:
                return there[-1], there[0]
        raise ValueError(f"Fewer than two layers are there: {contract['name']}")

    def _expanded(self, patterns: Iterable[str]) -> list[str]:
        """The modules that are meant, `*` and `**` too. What is not the project's own counts."""
        found = []
        for pattern in patterns:
            expression = re.escape(pattern).replace(r"\*\*", ".+").replace(r"\*", r"[^.]+")
            found += [name for name in self.modules if re.fullmatch(expression, name)]
            if "*" not in pattern and not self._is_ours(pattern):
                found.append(pattern)
        return found

    def _importable(self, name: str) -> str:
        """A folder without `__init__.py` is no module that a contract sees: its first file is."""
        file = self.modules.get(name)
        return next((one for one in reversed(self.modules) if self.modules[one] == file), name)

    def _is_ours(self, name: str) -> bool:
        return name.partition(".")[0] in {module.partition(".")[0] for module in self.modules}

    def _below(self, package: str) -> dict[str, Path]:
        """Its modules with their files. A folder without `__init__.py` has its first file."""
        found: dict[str, Path] = {}
        relative = Path(*package.split("."))
        folder = next(path for path in self._paths if (path / relative).is_dir())
        for file in sorted((folder / relative).rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            for end in range(1, len(parts)):
                found.setdefault(".".join(parts[:end]), file)
            name = ".".join(parts).removesuffix(".__init__")
            found[name] = file
        return found


def _related(one: str, other: str) -> bool:
    """Whether one is the other, or lies in it."""
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")
