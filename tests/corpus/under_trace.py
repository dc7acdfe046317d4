"""Inspects the files of a folder one after the other; run under strace by `test_isolation`."""

import contextlib
import sys
from pathlib import Path

from tests.corpus.inspected import inspected

BEGIN = "/laurel-begins-to-inspect"


def main() -> None:
    files = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
    inspected(files[-1])  # whatever is imported late is imported now
    with contextlib.suppress(FileNotFoundError):
        Path(BEGIN).open().close()
    for file in files:
        inspected(file)
    sys.stdout.write(f"{len(files)}")


if __name__ == "__main__":
    main()
