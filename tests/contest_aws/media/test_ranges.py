"""Ranged reads of one version by an address that is signed once."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.config import Config

from contest_aws.media.bucket import Media
from contest_aws.media.ranges import TRIES, ranges

FILE = bytes(range(256))


class Bucket(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    faults: list[int] = []
    asked: list[tuple[str, str, str]] = []

    def do_GET(self):
        address, span = urlsplit(self.path), self.headers["Range"]
        self.asked.append((address.path, parse_qs(address.query)["versionId"][0], span))
        first, _, last = span.removeprefix("bytes=").partition("-")
        status = self.faults.pop() if self.faults else HTTPStatus.PARTIAL_CONTENT
        body = FILE[int(first) : int(last) + 1] if status == HTTPStatus.PARTIAL_CONTENT else b"?"
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if status == HTTPStatus.TEMPORARY_REDIRECT:
            self.send_header("Location", self.path)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture
def read():
    Bucket.faults.clear()
    Bucket.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Bucket) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever).start()
        s3 = boto3.client(
            "s3",
            region_name="eu-west-1",
            endpoint_url=f"http://127.0.0.1:{server.server_port}",
            aws_access_key_id="x",
            aws_secret_access_key="x",
            config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
        )
        yield ranges(Media("bucket", s3), "media/c/e/1", version="v7")
        server.shutdown()


def test_each_read_is_one_request_for_that_range_of_that_version(read):
    assert (read(0, 4), read(250, 100)) == (FILE[:4], FILE[250:])
    assert Bucket.asked == [
        ("/bucket/media/c/e/1", "v7", "bytes=0-3"),
        ("/bucket/media/c/e/1", "v7", "bytes=250-349"),
    ]


def test_a_busy_bucket_is_asked_again(read):
    Bucket.faults[:] = [HTTPStatus.SERVICE_UNAVAILABLE] * (TRIES - 1)
    assert read(1, 2) == FILE[1:3]


def test_what_cannot_be_read_is_a_fault_of_the_cloud(read):
    Bucket.faults[:] = [HTTPStatus.FORBIDDEN] * TRIES
    with pytest.raises(OSError, match="could not be read"):
        read(1, 2)


def test_another_address_is_not_followed(read):
    Bucket.faults[:] = [HTTPStatus.TEMPORARY_REDIRECT] * TRIES
    with pytest.raises(OSError, match="could not be read"):
        read(1, 2)
    assert len(Bucket.asked) == TRIES


def test_the_whole_file_instead_of_a_range_is_not_taken(read):
    Bucket.faults[:] = [HTTPStatus.OK] * TRIES
    with pytest.raises(OSError, match="could not be read"):
        read(1, 2)
