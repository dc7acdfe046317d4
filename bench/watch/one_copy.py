"""One viewing copy, in a process of its own: prints seconds and memory as JSON.

`python -m bench.watch.one_copy URL SIZE`"""

import json
import os
import sys
import time
from pathlib import Path

KEYS = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_DEFAULT_REGION": "eu-west-1"}


def main() -> None:
    url, size = sys.argv[1:]
    root, _, name = url.rpartition("/")
    os.environ.update(KEYS, AWS_ENDPOINT_URL_S3=root)
    from contest_aws.media.bucket import Media
    from contest_aws.media.ranges import ranges
    from contest_aws.media.viewing_files import ViewingFiles

    media, files = Media("bucket"), ViewingFiles("bucket")
    began = time.perf_counter()
    made = files.copy_from(ranges(media, name, version="1"), int(size), files.new_key())
    seconds = time.perf_counter() - began
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    used = int(status.partition("VmHWM:")[2].split()[0])
    told = {"seconds": seconds, "processor": time.process_time(), "memory": used / 1024}
    sys.stdout.write(json.dumps(told | {"size": made.size}))


if __name__ == "__main__":
    main()
