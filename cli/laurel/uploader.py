"""Uploads a file to an entry in parts, as any script may. Parts that have arrived are not sent
again."""

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from contest.model import Text
from laurel.inputs import InputError

ENDS = 1024 * 1024
Ask = Callable[[str, str, dict[str, Any] | None], Any]
"""Takes a method, a path below the entrant's address and a body, and returns the API's answer."""
Say = Callable[[int, int], None]
"""Receives the number of parts that have arrived, and the number of all parts."""

EXPIRED = "Request has expired"
"""What S3 says of an address that was signed too long ago."""
REFUSED = Text(
    zh="存储服务拒绝接收文件，重试也不会成功，请联系主办单位。",
    en="The storage refuses uploads. Trying again does not help: ask the host.",
)

DIRECT: Any = {
    "timeout": 300,
    "trust_env": False,
    "verify": httpx.create_ssl_context(trust_env=False),
}
"""For each request. Without a context that is made once, httpx reads all certificates each time."""


def upload_file(ask: Ask, entry: str, file: Path, *, say: Say = lambda _there, _all: None) -> int:
    """Send the missing parts, then complete the upload. Returns how many parts were sent.

    After an interruption, calling it again with the same file resumes the upload."""
    begun = begin(ask, entry, file)
    there = {part["number"] for part in begun["parts"]}
    path = f"/entries/{entry}/uploads/{begun['version']}"
    sent = 0
    with file.open("rb") as opened:
        for number in range(1, begun["count"] + 1):
            if number not in there:
                opened.seek((number - 1) * begun["part_size"])
                _send(ask, f"{path}/parts/{number}", opened.read(begun["part_size"]))
                there.add(number)
                sent += 1
            say(len(there), begun["count"])
    ask("POST", f"{path}/complete", None)
    return sent


def begin(ask: Ask, entry: str, file: Path) -> Any:  # noqa: ANN401 - any JSON
    """Open an upload of the file, or resume it. Returns its version and the parts that have
    arrived."""
    asked = {"size": file.stat().st_size, "file": word_for(file), "checked": True}
    return ask("POST", f"/entries/{entry}/uploads", asked)


def word_for(file: Path) -> str:
    """A name that is the same for the same file on any machine and day: a hash of size, beginning
    and end."""
    digest = hashlib.sha256(str(file.stat().st_size).encode())
    with file.open("rb") as opened:
        digest.update(opened.read(ENDS))
        opened.seek(max(0, file.stat().st_size - ENDS))
        digest.update(opened.read(ENDS))
    return digest.hexdigest()


def _send(ask: Ask, path: str, part: bytes) -> None:
    checksum = base64.b64encode(hashlib.sha256(part).digest()).decode()
    address = ask("POST", path, {"sha256": checksum})
    answer = httpx.put(address["url"], content=part, headers=address["headers"], **DIRECT)
    if answer.status_code == httpx.codes.FORBIDDEN and EXPIRED not in answer.text:
        raise InputError(f"{REFUSED.zh} {REFUSED.en}")
    answer.raise_for_status()
