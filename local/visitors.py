"""People who use a running Laurel over HTTP, as their scripts would: entrants, units, screeners,
judges. The sample contest and the end-to-end tests use them."""

import base64
import hashlib
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx

from laurel.uploader import DIRECT, begin, upload_file

Json = dict[str, Any]


class Visitor:
    """`audience`: the first part of the address: entrant, screener, judge or public."""

    def __init__(self, api_url: str, audience: str, contest: str, token: str = "") -> None:
        self.token = token
        self._address = "/".join(filter(None, (api_url.rstrip("/"), audience, contest)))
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body: Json | None = None) -> Any:  # noqa: ANN401 - any JSON
        answer = self.send(method, path, body)
        if answer.is_error:
            raise ProblemError(answer)
        return answer.json()

    def send(self, method: str, path: str, body: Json | None = None) -> httpx.Response:
        return httpx.request(
            method, f"{self._address}{path}", json=body, headers=self._headers, **DIRECT
        )


class ProblemError(Exception):
    """The API's problem document (RFC 9457)."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__(f"{answer.status_code} {answer.request.url}: {answer.text[:600]}")
        self.status = answer.status_code
        self.code = answer.json().get("code") if answer.text.startswith("{") else None


class Entrant(Visitor):
    def __init__(self, api_url: str, contest: str, token: str) -> None:
        super().__init__(api_url, "entrant", contest, token)
        self.public = Visitor(api_url, "public", contest)

    def enter(self, form: Json, contact: Json) -> str:
        """Create an entry and accept the current declaration, which is public."""
        entry: str = self.ask("POST", "/entries", {"form": form, "contact": contact})["id"]
        call = self.public.ask("GET", "")
        given = {"version": call["declaration"]["version"], "sha256": call["declaration_sha256"]}
        self.ask("PUT", f"/entries/{entry}/declaration", given)
        return entry

    def upload(self, entry: str, file: Path) -> int:
        """Upload as a script would. Returns how many parts were sent."""
        return upload_file(self.ask, entry, file)

    def submit(self, entry: str) -> Json:
        seen = {"expected_version": self.entry(entry)["edits"]}
        handed_in: Json = self.ask("POST", f"/entries/{entry}/submit", seen)
        return handed_in

    def fill_in(self, entry: str, form: Json, contact: Json) -> Json:
        body = {"expected_version": self.entry(entry)["edits"], "form": form, "contact": contact}
        filled: Json = self.ask("PUT", f"/entries/{entry}/form", body)
        return filled

    def bring(self, entry: str, file: Path) -> None:
        """Begin the upload, submit the entry, and continue the upload."""
        begin(self.ask, entry, file)
        self.submit(entry)
        self.upload(entry, file)

    def entry(self, entry: str) -> Json:
        found: Json = self.ask("GET", f"/entries/{entry}")
        return found

    def wait_for(self, entry: str, *statuses: str, seconds: float = 60) -> Json:
        found: Json = until(
            lambda: self.entry(entry),
            lambda seen: seen["status"] in statuses,
            seconds=seconds,
        )
        return found

    def withdraw(self, entry: str) -> None:
        self.ask("POST", f"/entries/{entry}/withdraw")


class SheetVisitor(Visitor):
    """A person who submits spreadsheets."""

    def preview(self, file: bytes) -> Json:
        seen: Json = self.ask("POST", "/sheets", _sent(file))
        return seen

    def commit(self, file: bytes) -> int:
        """Commit a sheet, in as many calls as it takes. Returns how many rows were committed."""
        path = f"/sheets/{hashlib.sha256(file).hexdigest()}/commit"
        while (answer := self.ask("POST", path, _sent(file)))["left"]:
            pass
        done: int = answer["done"]
        return done

    def download(self, path: str) -> bytes:
        answer = self.send("GET", path)
        if answer.is_error:
            raise ProblemError(answer)
        return answer.content


class UnitVisitor(SheetVisitor):
    """A recommending unit."""

    def __init__(self, api_url: str, contest: str, token: str) -> None:
        super().__init__(api_url, "unit", contest, token)


def _sent(file: bytes) -> Json:
    return {"file": base64.b64encode(file).decode()}


ALL_ALIKE = "已人工比对：测试用的视频都是同一段"
"""Why a work passes that is like another one: the works that are made up share few films."""


class Screener(Visitor):
    def __init__(self, api_url: str, contest: str, token: str) -> None:
        super().__init__(api_url, "screener", contest, token)

    def decide(
        self, entry: str, outcome: str, *reasons: str, note: str = "", despite: str = ALL_ALIKE
    ) -> Json:
        seen = self.ask("GET", f"/entries/{entry}")["version"]
        body = {
            "expected_version": seen,
            "outcome": outcome,
            "reasons": list(reasons),
            "note": note,
            "despite": despite,
        }
        decided: Json = self.ask("POST", f"/entries/{entry}/decision", body)
        return decided


class JudgeVisitor(Visitor):
    def __init__(self, api_url: str, contest: str, token: str) -> None:
        super().__init__(api_url, "judge", contest, token)

    def reviews(self) -> list[Json]:
        found: list[Json] = self.ask("GET", "/reviews")["reviews"]
        return found

    def review(self, review: Json, scores: Mapping[str, int], comment: str = "") -> Json:
        """Save a draft of the scores, then submit them."""
        path = f"/reviews/{review['round']}/{review['number']}"
        draft = {"expected_version": review["version"], "scores": dict(scores), "comment": comment}
        kept = self.ask("PUT", path, draft)
        given: Json = self.ask("POST", f"{path}/submit", {"expected_version": kept["version"]})
        return given


def until(look: Callable[[], Any], found: Callable[[Any], bool], *, seconds: float) -> Any:  # noqa: ANN401 - whatever is looked at
    """Poll until `found` is true. Raises TimeoutError with the last value seen."""
    end = time.monotonic() + seconds
    while True:
        seen = look()
        if found(seen):
            return seen
        if time.monotonic() > end:
            raise TimeoutError(f"After {seconds:.0f} s still: {str(seen)[:800]}")
        time.sleep(0.2)
