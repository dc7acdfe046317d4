"""A certificate from the grant to its winner, the check page, and a revocation."""

import io
from urllib.parse import urlsplit

import httpx
import pypdf
import zxingcpp

from contest.audit import Actor
from contest.award.award import AwardRound
from contest.certificates.certificate import Certificate
from contest_aws import clock
from contest_aws.certificates.rendering import Press
from contest_aws.services.award import award_rounds, certificates, revocation
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.store import keys
from laurel.uploader import DIRECT
from local.visitors import until
from tests.builders import any_rules
from tests.contest_aws.certificates.test_rendering import gray
from tests.e2e.contest_client import ContestClient
from tests.e2e.test_wins_an_award import grant, play_to_the_awards


def made(contest_client: ContestClient, entry: str) -> dict:
    """The entry's certificate, as its entrant sees it, when its file is there."""
    mine = contest_client.entrant("p0")
    (found,) = until(
        lambda: mine.ask("GET", f"/entries/{entry}/certificates"),
        lambda seen: len(seen) == 1 and seen[0]["address"],
        seconds=60,
    )
    return found


def test_a_winner_downloads_a_certificate_that_anybody_can_check(organiser):
    contest_client = ContestClient(organiser, awards=any_rules().awards[:1])
    (entry,) = play_to_the_awards(contest_client, points={"钢铁脊梁": 90}).values()
    round_: AwardRound = grant(contest_client)

    one = made(contest_client, entry)
    pdf = httpx.get(one["address"], **DIRECT).content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert "钢铁脊梁" in text
    assert one["number"] in text

    store = organiser.store
    (stored,) = certificates.all_of(store, contest_client.id)
    assert Press().pdf(stored) == pdf, "reproducible from the record"
    (code,) = zxingcpp.read_barcodes(gray(Press().png(stored)))
    assert code.text == stored.link == one["link"]
    # The local cloud does not answer at the address that it names.
    page = httpx.get(contest_client.api_url.rstrip("/") + urlsplit(code.text).path, **DIRECT)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")

    public = contest_client.public()
    checked = public.ask("GET", f"/certificates/{one['code']}")
    assert (checked["status"], checked["certificate"]["title"]) == ("valid", "钢铁脊梁")
    organiser.make_certificates(contest_client.id)
    assert certificates.all_of(store, contest_client.id) == [stored], "nothing is issued twice"

    ctx = Context(store, organiser.contest(contest_client.id), Actor.of("host", "h"), clock.now())
    asked = RevocationRequest(place="gold", entry=entry, reason="版权争议")
    revocation.revoke(ctx, award_rounds.round_of(store, contest_client.id, round_.id), asked)
    assert public.ask("GET", f"/certificates/{one['code']}")["status"] == "revoked"
    (after,) = contest_client.entrant("p0").ask("GET", f"/entries/{entry}/certificates")
    assert (after["status"], after["address"]) == ("revoked", None)
    key = keys.certificate(contest_client.id, stored.code)
    assert store.find(key, Certificate) == stored, "its award says so, not the certificate"
