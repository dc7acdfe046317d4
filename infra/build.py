"""Builds the code of the functions and the layers, for Lambda or for the local cloud. `python -m
infra.build --target lambda` fills `build/lambda`. What has not changed is not built again.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

TargetName = Literal["local", "lambda"]

ROOT = Path(__file__).parent.parent
SOURCES = {
    "functions": ROOT / "functions",
    "domain": ROOT / "layers" / "domain",
    "aws": ROOT / "layers" / "aws",
    "base": ROOT / "layers" / "vendor" / "base.lock",
    "media": ROOT / "layers" / "vendor" / "media.lock",
    "frames": ROOT / "layers" / "vendor" / "frames.lock",
    "sheets": ROOT / "layers" / "vendor" / "sheets.lock",
    "certificates": ROOT / "layers" / "vendor" / "certificates.lock",
    "look": ROOT / "layers" / "certificates",
    "pages": ROOT / "web",
}
"""A folder to copy, a lock file to install from, or pages for Vite to build."""

EPOCH = 315_532_800
"""1980, the oldest time a zip can hold. The same sources give the same files, times included."""

NOT_SHIPPED = (
    *("__pycache__", "bin", "tests", "test_*.py", "*.pyi", "swagger-ui*"),
    *("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"),
)


@dataclass(frozen=True, kw_only=True)
class Target:
    name: str
    python: str
    pip: tuple[str, ...] = ()

    @property
    def interpreter(self) -> str | None:
        """The Python that compiles for this target, if one is installed here."""
        if self.python == _THIS_PYTHON:
            return sys.executable
        found = shutil.which(f"python{self.python}")
        return found if found and _runs(found) else None


_THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


def _runs(python: str) -> bool:
    """Whether it really runs: a version manager may install a command that only prints an error."""
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0  # noqa: S603  # found by its name


_GLIBC = ("2014", "_2_17", "_2_27", "_2_28", "_2_34")
"""Lambda's Amazon Linux 2023 has glibc 2.34. pip needs every older name as well."""

TARGETS = {
    "local": Target(name="local", python=_THIS_PYTHON),
    "lambda": Target(
        name="lambda",
        python="3.14",
        pip=(
            *(f"--platform=manylinux{glibc}_aarch64" for glibc in _GLIBC),
            "--python-version=3.14",
            "--implementation=cp",
        ),
    ),
}


def build_layers(target: TargetName, *, build: Path = ROOT / "build") -> Path:
    """The up-to-date folder of everything that `SOURCES` names."""
    chosen = TARGETS[target]
    built = [_asset(name, chosen, build, source) for name, source in SOURCES.items()]
    if any(built) and chosen.interpreter is None:
        sys.stderr.write(
            f"No python{chosen.python} here to compile with: functions will start slower.\n"
        )
    return build / target


def _asset(name: str, target: Target, build: Path, source: Path) -> bool:
    """Builds one asset and returns whether it had to. It is built in a separate folder, so that a
    failed build leaves the old one."""
    folder = build / target.name / name
    stamp = build / target.name / f".{name}.stamp"
    wanted = _fingerprint(source, target)
    if folder.is_dir() and stamp.is_file() and stamp.read_text() == wanted:
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as aside:
        fresh = Path(aside) / "fresh"
        fresh.mkdir()
        if (source / "vite.config.ts").is_file():
            _build_pages(source, fresh)
        elif source.is_dir():
            kept_by_python = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, fresh, dirs_exist_ok=True, ignore=kept_by_python)
        else:
            _install(source, fresh, target)
        _strip(fresh)
        _compile(fresh, target, "/var/task" if name == "functions" else "/opt")
        _settle(fresh)
        stamp.unlink(missing_ok=True)
        if folder.exists():
            folder.rename(Path(aside) / "old")
        fresh.rename(folder)
    stamp.write_text(wanted)
    return True


def _fingerprint(source: Path, target: Target) -> str:
    digest = hashlib.sha256(f"{target} {target.interpreter} {sys.version}".encode())
    digest.update(Path(__file__).read_bytes())
    for file in _files(source):
        digest.update(file.relative_to(source.parent).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
        return
    for file in sorted(source.rglob("*")):
        if file.is_file() and not {"__pycache__", "node_modules"} & set(file.parts):
            yield file


def _install(lock: Path, folder: Path, target: Target) -> None:
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
            *("--no-input", "--no-compile", "--no-deps", "--require-hashes"),
            *("--only-binary=:all:", *target.pip),
            *("--target", str(folder / "python"), "--requirement", str(lock)),
        ],
        check=True,
    )


def _build_pages(source: Path, folder: Path) -> None:
    """Builds the pages as a Python package without code, so that functions find the files in any
    layer."""
    vite = source / "node_modules" / ".bin" / "vite"
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(str(vite), "build", str(source), "--logLevel", "warn", "--emptyOutDir"),
            *("--outDir", str(folder / "python" / "pages")),
        ],
        cwd=source,
        check=True,
    )


def _strip(folder: Path) -> None:
    for pattern in NOT_SHIPPED:
        for found in list(folder.rglob(pattern)):
            if found.is_dir():
                shutil.rmtree(found)
            else:
                found.unlink()


def _compile(folder: Path, target: Target, home: str) -> None:
    """Compiles all modules. Lambda's disk is read-only, so every cold start would compile them
    again.

    The compiled files are unchecked: Python does not compare them with the source's time, which is
    not kept.
    """
    if target.interpreter is None:
        return
    subprocess.run(  # noqa: S603  # our own arguments
        [
            *(target.interpreter, "-m", "compileall", "-q"),
            *("--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", home, str(folder)),
        ],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )


def _settle(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (EPOCH, EPOCH))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", choices=get_args(TargetName), required=True)
    sys.stdout.write(f"{build_layers(parser.parse_args().target)}\n")


if __name__ == "__main__":
    main()
