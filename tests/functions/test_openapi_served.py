"""The document of the whole API is served as it was made, to everybody."""

import json
from pathlib import Path

MADE = Path(__file__).parents[2] / "functions" / "openapi.json"


def test_everybody_reads_the_document_as_it_was_made(doors):
    asked = doors.ask("GET", "/public/openapi.json")
    assert (asked.status, asked.headers["Content-Type"]) == (200, "application/json")
    assert asked.body == json.loads(MADE.read_text(encoding="utf-8"))


def test_what_is_long_is_compressed_for_whoever_takes_it(doors):
    plain = doors.ask("GET", "/public/openapi.json")
    packed = doors.ask("GET", "/public/openapi.json", headers={"accept-encoding": "br, gzip"})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.body == plain.body
    short = doors.ask("GET", "/public", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in short.headers


def test_it_hides_no_contest(doors):
    assert doors.ask("GET", f"/public/{doors.contest.id}").body["id"] == doors.contest.id
