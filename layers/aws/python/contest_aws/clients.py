"""Settings of the AWS clients: how long a call may take, how often it is tried, and by which name a
bucket is addressed. botocore's own (60 seconds, up to ten tries) outlast our functions."""

import os
import random
import time

from botocore.config import Config

QUICK = Config(
    connect_timeout=1,
    read_timeout=3,
    retries={"mode": "standard", "total_max_attempts": 2},
    max_pool_connections=16,
    user_agent="laurel",
)
"""For calls that are answered at once. One that hangs is tried again, and both tries end within the
ten seconds of a function behind the API: then it can still say that something went wrong.

To name itself with all that it is made of, as it does otherwise, takes botocore a quarter of a
call's processor time."""

PATIENT = QUICK.merge(Config(retries={"mode": "standard", "total_max_attempts": 3}))
"""For a function that nobody waits for, which is tried again itself while a table is busy. Pauses
last up to 1 and 2 seconds (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html)."""

BY_HAND = QUICK.merge(
    Config(
        connect_timeout=5,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 5},
    )
)
"""For a person at the command line, whose own network lies between. No function's end is near, and
a busy table or a slow line is waited for."""

INVOKE = Config(
    connect_timeout=5,
    read_timeout=930,
    retries={"mode": "standard", "total_max_attempts": 1},
    tcp_keepalive=True,
)
"""For a person who waits for a function. It may run for 900 seconds, and a second try would run it
twice (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html)."""

ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
LONGEST_PAUSE = 2.0
"""Seconds."""


def for_bucket() -> Config:
    """SigV4, and the region's own host in signed addresses: boto3 would name the global one, which
    redirects for hours after a bucket was made, and is refused by newer regions
    (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingRouting.html).

    Where another endpoint is set, the bucket's name is a part of the path."""
    own = any(os.environ.get(name) for name in ENDPOINTS)
    return QUICK.merge(
        Config(
            signature_version="s3v4",
            # S3 answers a completed upload only when all of its parts are put together.
            # Two such calls end before a function behind the API.
            read_timeout=12,
            s3={
                "addressing_style": "path" if own else "virtual",
                "us_east_1_regional_endpoint": "regional",
            },
        )
    )


def pause(trial: int, *, first: float = 0.05, most: float = LONGEST_PAUSE) -> None:
    """Wait before try number `trial` is repeated. The wait is random up to a limit that doubles
    each time, so that those who collided do not collide again."""
    time.sleep(random.uniform(0, min(most, first * 2**trial)))  # noqa: S311 - no secret
