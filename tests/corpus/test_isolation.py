"""While hostile files are parsed, no socket is opened, and no file but the interpreter's and its
libraries' (time zone and locale among them), by us or MediaInfo's child: as the kernel tells it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.corpus.bad import BAD
from tests.corpus.good import GOOD
from tests.corpus.under_trace import BEGIN

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = (
    sys.prefix,
    sys.base_prefix,
    str(ROOT / "layers"),
    str(ROOT / ".venv"),
    "/lib",
    "/usr/lib",
    "/usr/local/lib",
    "/etc/ld.so",
    "/dev/null",
    "/dev/urandom",
    "/sys/devices/system/cpu",
    "/proc/self/maps",
    "/proc/sys/vm/overcommit_memory",
    "/usr/bin/pyvenv.cfg",
    "/usr/pyvenv.cfg",
    "/usr/bin/python",
    "/etc/localtime",
    "/usr/share/locale",
    "/usr/share/zoneinfo",
)
OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, |\d+, )?"([^"]*)", ([A-Z_|]+)')
NETWORK = re.compile(r"\b(socket|socketpair|connect|sendto|sendmsg|bind|accept4?)\(")
LARGEST = 4_000_000


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.timeout(240)
def test_nothing_is_fetched_or_opened(tmp_path):
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    for number, (make, _) in enumerate([*BAD.values(), *list(GOOD.values())[::6]]):
        if len(file := make()) < LARGEST:
            (hostile / f"{number:03}.mp4").write_bytes(file)
    log = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=network,open,openat", "-s", "300", "-o", log]
    done = subprocess.run(  # noqa: S603 - our own module, under a tool that was found
        [*command, sys.executable, "-m", "tests.corpus.under_trace", hostile],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) > 100
    _, marked, told = log.read_text(encoding="utf-8", errors="replace").partition(BEGIN)
    assert marked
    assert [line for line in told.splitlines() if NETWORK.search(line)] == []
    assert "mediainfo" in told, "the child was traced as well"
    opened = {path for path, flags in OPENED.findall(told) if "O_DIRECTORY" not in flags}
    allowed = (*LIBRARIES, str(Path(tempfile.gettempdir()) / "mediainfo-"))
    assert sorted(path for path in opened if not path.startswith(allowed)) == []
