"""Characters that the fonts lack, what is printed instead, and what an archive has packed."""

from contest.certificates.archive import Archive, digest_of
from contest.certificates.certificate import Certificate, nameless
from contest.certificates.coverage import spelt
from contest.certificates.wording import wording
from tests.builders import any_rules, any_time
from tests.contest.certificates.test_wording import ISSUED, winner


def any_certificate(code, **changes):
    its = {
        "contest": "c",
        "code": code,
        "number": "1",
        "round": "first",
        "place": "gold",
        "wording": wording(any_rules(), winner(), at=ISSUED),
        "link": "https://laurel.example.org",
        "issued_at": any_time(),
    }
    return Certificate(**its | changes)


def test_a_character_is_replaced_wherever_it_stands_and_no_other_is():
    assert spelt("王𠮷和𠮷王🚀", {"𠮷": "吉", "🚀": ""}) == "王吉和吉王"
    assert spelt("王吉", {}) == "王吉"


def test_an_erased_certificate_forgets_the_characters_of_the_name():
    certificate = any_certificate("0" * 12, glyphs={"𠮷": "吉"})
    assert "𠮷" not in nameless(certificate, hidden="—").model_dump_json()


def test_an_archive_is_outdated_by_any_other_set_of_certificates():
    first, second, third = (any_certificate(f"{n}" * 12) for n in (1, 2, 3))
    its = {"contest": "c", "asked_at": any_time(), "file": "x.zip"}
    archive = Archive(**its, packed=digest_of([first, second]))
    assert not archive.is_outdated([second, first])
    others = ([first], [first, second, third], [first, third], [])
    assert all(archive.is_outdated(valid) for valid in others)
    assert Archive(**its).is_outdated([first, second]), "packed by an earlier version"
    assert not archive.without_file().is_outdated([])
