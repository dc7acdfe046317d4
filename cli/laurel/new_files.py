"""Files that commands write: under their name once they are whole, or not at all. So a command that
fails can be run again."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".part"
"""What the name of an unfinished file ends with."""


@contextmanager
def new_file(file: Path, *, replace: bool = False) -> Iterator[Path]:
    """Where to write the file. It is given its name at the end; if anything fails, it is deleted.
    Raises FileExistsError if there is one already, unless it is to be replaced."""
    part = file.with_name(f".{file.name}{PART}")
    _require_new(file, replace=replace)
    try:
        yield part
        _require_new(file, replace=replace)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _require_new(file: Path, *, replace: bool) -> None:
    if not replace and os.path.lexists(file):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))
