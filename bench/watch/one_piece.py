"""The first piece of a rendition, and the rendition joined of it, in a process of its own: prints
processor seconds and bytes as JSON.

`python -m bench.watch.one_piece FILE`"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import MediaFacts
from contest_aws.encoding.joining import join
from contest_aws.encoding.piece import encode, wanted_of
from contest_aws.encoding.source import RangedFile, opened, spans
from laurel.media import verdict_on, write_copy
from tests.truth.judged import RULES


def facts_of(path: Path) -> MediaFacts:
    facts = verdict_on(path, RULES).facts
    if facts is None:
        raise SystemExit(f"{path} cannot be read")
    return facts


def main() -> None:
    path = Path(sys.argv[1])
    facts, size = facts_of(path), path.stat().st_size
    with path.open("rb") as file, tempfile.TemporaryDirectory() as folder:
        joined = Path(folder) / "joined.mp4"

        def source() -> RangedFile:
            return RangedFile(lambda start, many: os.pread(file.fileno(), many, start), size=size)

        with opened(source()) as film, opened(source()) as heard:
            (span, *_) = spans(film.streams.video[0])
            wanted = wanted_of(film, facts, ViewingLimits())
            began, clock = time.process_time(), time.perf_counter()
            piece = encode(film, wanted, span)
            encoded, waited = time.process_time() - began, time.perf_counter() - clock
            began = time.process_time()
            join([piece], heard, joined)
            write_copy(joined, Path(folder) / "rendition.mp4")
            made = (Path(folder) / "rendition.mp4").stat().st_size
            spent = time.process_time() - began
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    used = int(status.partition("VmHWM:")[2].split()[0])
    told = {"encoding": encoded, "waited": waited, "joining": spent, "size": made}
    sys.stdout.write(json.dumps(told | {"memory": used / 1024, "seconds": float(facts.seconds)}))


if __name__ == "__main__":
    main()
