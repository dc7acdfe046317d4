"""One way to look at one object, in a process of its own: prints seconds and memory as JSON.

`python -m bench.one_probe WAY URL SIZE`; ways: ours, mediainfo, ffprobe, download."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

PIECE = 1 << 20
RULES = Path(__file__).parents[1] / "contests" / "new-industrialization-2024.yaml"
WARM = 12
"""Of so many times the fastest counts: the machine has other things to do."""


def laurel(url: str, size: int) -> Callable[[], str]:
    """The validator's own path, boto3 included; as in a warm function, its client is there."""
    os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x")  # noqa: S106 - no key
    os.environ["AWS_DEFAULT_REGION"] = "eu-west-1"
    import boto3
    from botocore.config import Config

    from contest_aws.media.bucket import Media
    from contest_aws.media.inspection import inspect
    from contest_aws.media.ranged_reader import PlannedReader
    from contest_aws.media.ranges import ranges
    from laurel.rules_file import load_rules

    root, _, name = url.rpartition("/")
    config = Config(s3={"addressing_style": "path"}, max_pool_connections=10)
    media = Media("bucket", boto3.client("s3", endpoint_url=root, config=config))
    rules = load_rules(RULES).media

    def run() -> str:
        read = ranges(media, name, version="1")
        verdict = inspect(PlannedReader(read, size=size), rules=rules)
        return verdict.model_dump_json()

    return run


def mediainfo(url: str, _: int) -> Callable[[], str]:
    from pymediainfo import MediaInfo

    return lambda: str(len(MediaInfo.parse(url).tracks))


def ffprobe(url: str, _: int) -> Callable[[], str]:
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", url]
    return lambda: str(len(subprocess.run(command, capture_output=True, check=True).stdout))  # noqa: S603


def download(url: str, _: int) -> Callable[[], str]:
    def run() -> str:
        total = 0
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
            while piece := answer.read(PIECE):
                total += len(piece)
        return str(total)

    return run


WAYS = {"ours": laurel, "mediainfo": mediainfo, "ffprobe": ffprobe, "download": download}


def timed(run: Callable[[], str]) -> tuple[float, str]:
    began = time.perf_counter()
    found = run()
    return time.perf_counter() - began, found


def again(run: Callable[[], str], url: str) -> float:
    """As in a warm function, which has looked at a file before. The server counts anew."""
    urllib.request.urlopen(url.rpartition("/")[0] + "/given").read()  # noqa: S310 - our own server
    return timed(run)[0]


def main() -> None:
    way, url, size = sys.argv[1:]
    run = WAYS[way](url, int(size))
    first, found = timed(run)
    took = first
    if way == "ours":
        took = min(again(run, url) for _ in range(WARM))
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    used = int(status.partition("VmHWM:")[2].split()[0])
    answer = {"first": first, "seconds": took, "memory": used / 1024, "found": found}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
