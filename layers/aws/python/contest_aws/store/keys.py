"""The key layout of the table. `docs/data-model.md` lists the queries and who runs them.

    pk                          sk                      item
    CONTEST#<contest>           CONTEST                 rules, rehearsal clock
    CONTESTS#                   <contest>               a contest of the deployment
    CONTEST#<contest>           EDITION#<5 digits>      each edition of the rules, as loaded
    CONTEST#<contest>           JUDGE#<judge>           a judge as the host invited them
    CONTEST#<contest>           ROUND#<round>           review round: open or closed, progress
    PLAN#<contest>#<round>      <hash>#<part, 5 digits> part of a plan that is being carried out
    CONTEST#<contest>           UNIT_REGISTER           names of units, merged or apart
    CONTEST#<contest>           EXPORTS                 the chain of lists taken in full
    ADDRESS#<sha256>            ADDRESS                 which account has an e-mail address
    ACCOUNT#<account>           ACCOUNT                 the address itself, and a name
    ACCESS#<account>            SESSION#<session>       a session, until it ends or is revoked
    ACCESS#<account>            VIEW#<view>             a host's look through a person's eyes
    ACCESS#<account>            GRANT#<contest>#<role>  a role, from invitation to revocation
    INVITED#<contest>           <role>#<account>        pointer to a grant of the contest
    SIGNIN#<hash of request>    SIGNIN                  a code and a link, hashed
    RATE#<what>#<hash>          <window>#<start>        how many codes were requested, mails sent
    CONSENT#<account>           <sha256>                whether a contact's address takes mails
    CONSENT#<sha256>            DECLINED                an address that wants no such mails
    ENTRANT#<contest>#<person>  ENTRY#<entry>           pointer to an entrant's own entry
    ENTRANT#<contest>#<person>  DAY#<date>              how much an entrant has entered on a day
    ENTRANT#<contest>#<person>  TOTAL                   how many entries an entrant has
    ENTRY#<contest>#<entry>     ENTRY                   form, status, upload, verdict, screening
    NUMBER#<contest>            LAST                    the last number that was drawn
    NUMBER#<contest>            ENTRY#<number>          pointer to the entry with this number
    CONTACT#<contest>#<entry>   CONTACT                 personal data, kept apart from all else
    CONTACT#<contest>#<entry>   EVIDENCE#<version>      who accepted the declaration, from where
    CONTACT#<contest>#<entry>   ROW#<unit>              contact from a unit's sheet
    CONTACT#<contest>#<who>     GUESTS                  names of guests of a winner (entry, unit)
    UNIT#<contest>#<unit>       UNIT                    the unit itself, with its audit chain
    UNIT#<contest>#<unit>       ENTRY#<entry>           an entry that names, or named, the unit
    UNIT#<contest>#<unit>       ROW#<row>               a row of its sheets, matched to an entry
    UNIT#<contest>#<unit>       PUBLICITY#<report>      a report in the media
    MAIL#<contest>#<entry>      <change>#<occasion>     a status mail: its text and its state
    MAIL#<contest>#<entry>      <change>#<occasion>#contact  its copy for the contact
    MAIL#<contest>#<account>    <change>#<role>         an invitation mail: its text and its state
    BLIND_COPY#<contest>#<entry> BLIND_COPY             what judges may see of an entry
    JUDGE#<contest>#<judge>     REVIEW#<round>#<entry>  a judge's review, from assignment on
    JUDGE#<contest>#<judge>     LIST#<round>            a judge's own list: open or closed
    CONFLICT#<contest>#<judge>  <entry>                 what was decided about judge and entry
    AWARDS#<contest>            ROUND#<award round>     award round: proposal, confirmation
    SNAPSHOTS#<contest>#<round> <number, 5 digits>      a snapshot of its list: reasons, hash
    OBJECTION#<contest>         MADE#<objection>        an objection and its answer, naming nobody
    OBJECTION#<contest>         ROUND#<award round>     how many of its objections are open
    OBJECTOR#<contest>          <objection>             who made it: name and contact
    WINNERS#<contest>           <round>#<place>         one published award
    TAKEN_OFF#<contest>         <entry>                 a reviewed entry that no longer stands
    CERTIFICATES#<contest>      LAST                    the last number of a certificate
    CERTIFICATES#<contest>      ARCHIVE                 all certificates in one file: progress
    CERTIFICATES#<contest>      CODE#<code>             a certificate, by its check code
    CERTIFICATES#<contest>      WINNER#<who>#<round>#…  pointer to a winner's present certificate
    CEREMONY#<contest>          CEREMONY                when and where the ceremony is
    CEREMONY#<contest>          INVITED#<who>           a winner's invitation and answer, nameless
    PACKAGE#<contest>           <package>               a media package: partner, end, hashes
    PACKAGE_USE#<contest>       <package>               how often it was opened
    FRAMES#<contest>#<entry>    <upload version>        poster, storyboard, or a flag instead
    VIEWING#<contest>#<entry>   <upload>[#rendition]    what judges watch of it: made, or a flag
    PLAYING#<contest>           <entry>#<upload>#<kind>#…  a player's report, by nobody's name
    FINGERPRINTS#<contest>      <entry>#<upload>        fingerprint by which an upload is recognised
    FINGERPRINTS#               <contest>               a contest that has fingerprints
    MATCH#<work>~<work>         MATCH                   duplicate match: maybe one work twice
    MATCHES#<contest>#<entry>   <other work>            pointer to the match, from either entry
    ERASURE#<account>           ERASURE                 progress of a person's erasure
    EXPIRY#<contest>            <what>                  progress of deleting data past retention
    WAIT#<subject pk>#<sk>      <upload or 0>.<run>     task token of a waiting execution
    AUDIT#<subject pk>#<sk>     <sequence, 8 digits>    audit record, chained to the one before

Only entries, mails that are not sent, and viewing copies carry `status_key`, and are in the index
`by_status`. Of entries alone the index `queue` has what a list of them shows, without their forms.
Audit records, and items that have some, carry `chain`: `by_chain` lists every chain with its head.
"""

import zlib
from datetime import date
from typing import NamedTuple


class Key(NamedTuple):
    pk: str
    sk: str

    def __str__(self) -> str:
        return f"{self.pk}#{self.sk}"


FRAMES, FINGERPRINTS, MATCH, MATCHES = "FRAMES#", "FINGERPRINTS#", "MATCH#", "MATCHES#"
CONTEST, ACCESS, ENTRANT, ENTRY, CONTACT = "CONTEST#", "ACCESS#", "ENTRANT#", "ENTRY#", "CONTACT#"
BLIND_COPY, UNIT, JUDGE, AWARDS = "BLIND_COPY#", "UNIT#", "JUDGE#", "AWARDS#"
WINNERS, WAIT, AUDIT, CONFLICT = "WINNERS#", "WAIT#", "AUDIT#", "CONFLICT#"
ADDRESS, ACCOUNT, INVITED, SIGNIN, RATE = "ADDRESS#", "ACCOUNT#", "INVITED#", "SIGNIN#", "RATE#"
CONSENT, MAIL, NUMBER, TAKEN_OFF = "CONSENT#", "MAIL#", "NUMBER#", "TAKEN_OFF#"
CONTESTS, ERASURE, EXPIRY = "CONTESTS#", "ERASURE#", "EXPIRY#"
PLAN, PLAYING = "PLAN#", "PLAYING#"
OBJECTION, OBJECTOR, VIEWING, CERTIFICATES = "OBJECTION#", "OBJECTOR#", "VIEWING#", "CERTIFICATES#"
PACKAGE, PACKAGE_USE, CEREMONY, SNAPSHOTS = "PACKAGE#", "PACKAGE_USE#", "CEREMONY#", "SNAPSHOTS#"
"""Prefixes of the partition keys. A function's IAM role names those that it may access."""

SK_DAY, SK_ENTRY, SK_GRANT, SK_JUDGE = "DAY#", "ENTRY#", "GRANT#", "JUDGE#"
SK_PUBLICITY, SK_REVIEW, SK_ROUND, SK_LIST = "PUBLICITY#", "REVIEW#", "ROUND#", "LIST#"
SK_ROW, SK_SESSION, SK_CODE, SK_WINNER = "ROW#", "SESSION#", "CODE#", "WINNER#"
SK_MADE, SK_VIEW, SK_INVITED, SK_EDITION = "MADE#", "VIEW#", "INVITED#", "EDITION#"
"""Prefixes of the sort keys, used to query items of one kind."""
GRANTS = Key(ACCESS, SK_GRANT)
"""The prefix of grants, which share a partition with sessions."""
STATUS, BY_STATUS, CHAINS, BY_CHAIN = "STATUS#", "by_status", "CHAINS#", "by_chain"
QUEUE, CHAIN_SHARDS = "queue", 16
"""So many partitions of the index share all chains, so that none limits how fast we write."""


def contest(contest_id: str) -> Key:
    return Key(f"{CONTEST}{contest_id}", "CONTEST")


def contest_named(contest_id: str) -> Key:
    """Marks that the contest exists. All contests share one partition."""
    return Key(CONTESTS, contest_id)


def edition(contest_id: str, number: int) -> Key:
    return Key(f"{CONTEST}{contest_id}", f"{SK_EDITION}{number:05d}")


def judge(contest_id: str, judge_id: str) -> Key:
    return Key(f"{CONTEST}{contest_id}", f"{SK_JUDGE}{judge_id}")


def exports(contest_id: str) -> Key:
    return Key(f"{CONTEST}{contest_id}", "EXPORTS")


def unit_register(contest_id: str) -> Key:
    return Key(f"{CONTEST}{contest_id}", "UNIT_REGISTER")


def round_(contest_id: str, round_id: str) -> Key:
    return Key(f"{CONTEST}{contest_id}", f"{SK_ROUND}{round_id}")


def address(hash_: str) -> Key:
    return Key(f"{ADDRESS}{hash_}", "ADDRESS")


def account(account_id: str) -> Key:
    return Key(f"{ACCOUNT}{account_id}", "ACCOUNT")


def session(account_id: str, session_id: str) -> Key:
    return Key(f"{ACCESS}{account_id}", f"{SK_SESSION}{session_id}")


def view(host: str, view_id: str) -> Key:
    return Key(f"{ACCESS}{host}", f"{SK_VIEW}{view_id}")


def grant(account_id: str, contest_id: str, role: str) -> Key:
    return Key(f"{ACCESS}{account_id}", f"{SK_GRANT}{contest_id}#{role}")


def invited(contest_id: str, role: str, account_id: str) -> Key:
    return Key(f"{INVITED}{contest_id}", f"{role}#{account_id}")


def sign_in(name: str) -> Key:
    return Key(f"{SIGNIN}{name}", "SIGNIN")


def rate(what: str, hash_: str, window: str, start: int) -> Key:
    return Key(f"{RATE}{what}#{hash_}", f"{window}#{start}")


def consent(account_id: str, hash_: str) -> Key:
    """`hash_`: of the contact's address."""
    return Key(f"{CONSENT}{account_id}", hash_)


def declined(hash_: str) -> Key:
    return Key(f"{CONSENT}{hash_}", "DECLINED")


def own_entry(contest_id: str, entrant: str, entry_id: str) -> Key:
    return Key(f"{ENTRANT}{contest_id}#{entrant}", f"{SK_ENTRY}{entry_id}")


def day(contest_id: str, entrant: str, date: date) -> Key:
    return Key(f"{ENTRANT}{contest_id}#{entrant}", f"{SK_DAY}{date.isoformat()}")


def entrant_total(contest_id: str, entrant: str) -> Key:
    return Key(f"{ENTRANT}{contest_id}#{entrant}", "TOTAL")


def entry(contest_id: str, entry_id: str) -> Key:
    return Key(f"{ENTRY}{contest_id}#{entry_id}", "ENTRY")


def last_number(contest_id: str) -> Key:
    return Key(f"{NUMBER}{contest_id}", "LAST")


def number(contest_id: str, number: str) -> Key:
    return Key(f"{NUMBER}{contest_id}", f"{SK_ENTRY}{number}")


def contact(contest_id: str, entry_id: str) -> Key:
    return Key(f"{CONTACT}{contest_id}#{entry_id}", "CONTACT")


def evidence(contest_id: str, entry_id: str, version: str) -> Key:
    return Key(f"{CONTACT}{contest_id}#{entry_id}", f"EVIDENCE#{version}")


def unit_entry(contest_id: str, unit: str, entry_id: str) -> Key:
    return Key(f"{UNIT}{contest_id}#{unit}", f"{SK_ENTRY}{entry_id}")


def row_contact(contest_id: str, entry_id: str, unit: str) -> Key:
    return Key(f"{CONTACT}{contest_id}#{entry_id}", f"{SK_ROW}{unit}")


def unit(contest_id: str, unit: str) -> Key:
    return Key(f"{UNIT}{contest_id}#{unit}", "UNIT")


def recommendation(contest_id: str, unit: str, row: str) -> Key:
    return Key(f"{UNIT}{contest_id}#{unit}", f"{SK_ROW}{row}")


def publicity(contest_id: str, unit: str, report: str) -> Key:
    return Key(f"{UNIT}{contest_id}#{unit}", f"{SK_PUBLICITY}{report}")


def mail(contest_id: str, of: str, change: int, occasion: str) -> Key:
    """`of`: an entry, or an account that is invited."""
    return Key(f"{MAIL}{contest_id}#{of}", f"{change:08d}#{occasion}")


def mail_copy(of: Key) -> Key:
    """The copy of a mail for the entry's contact."""
    return Key(of.pk, f"{of.sk}#contact")


def blind_copy(contest_id: str, entry_id: str) -> Key:
    return Key(f"{BLIND_COPY}{contest_id}#{entry_id}", "BLIND_COPY")


def review(contest_id: str, judge_id: str, round_id: str, entry_id: str) -> Key:
    return Key(f"{JUDGE}{contest_id}#{judge_id}", f"{SK_REVIEW}{round_id}#{entry_id}")


def review_list(contest_id: str, judge_id: str, round_id: str) -> Key:
    return Key(f"{JUDGE}{contest_id}#{judge_id}", f"{SK_LIST}{round_id}")


def plan_part(contest_id: str, round_id: str, sha256: str, part: int) -> Key:
    return Key(f"{PLAN}{contest_id}#{round_id}", f"{sha256}#{part:05d}")


def conflict(contest_id: str, judge_id: str, entry_id: str) -> Key:
    return Key(f"{CONFLICT}{contest_id}#{judge_id}", entry_id)


def award_round(contest_id: str, round_id: str) -> Key:
    return Key(f"{AWARDS}{contest_id}", f"{SK_ROUND}{round_id}")


def award_snapshot(contest_id: str, round_id: str, number: int) -> Key:
    return Key(f"{SNAPSHOTS}{contest_id}#{round_id}", f"{number:05d}")


def objection(contest_id: str, objection_id: str) -> Key:
    return Key(f"{OBJECTION}{contest_id}", f"{SK_MADE}{objection_id}")


def objection_count(contest_id: str, award_round: str) -> Key:
    return Key(f"{OBJECTION}{contest_id}", f"{SK_ROUND}{award_round}")


def objector(contest_id: str, objection_id: str) -> Key:
    return Key(f"{OBJECTOR}{contest_id}", objection_id)


def winner(contest_id: str, round_id: str, place: int) -> Key:
    return Key(f"{WINNERS}{contest_id}", f"{round_id}#{place:05d}")


def taken_off(contest_id: str, entry_id: str) -> Key:
    return Key(f"{TAKEN_OFF}{contest_id}", entry_id)


def last_certificate(contest_id: str) -> Key:
    return Key(f"{CERTIFICATES}{contest_id}", "LAST")


def certificate_archive(contest_id: str) -> Key:
    return Key(f"{CERTIFICATES}{contest_id}", "ARCHIVE")


def certificate(contest_id: str, code: str) -> Key:
    return Key(f"{CERTIFICATES}{contest_id}", f"{SK_CODE}{code}")


def certificate_of(contest_id: str, who: str, round_id: str, place: str, theme: str) -> Key:
    """`who`: an entry or a unit."""
    name = f"{SK_WINNER}{who}#{round_id}#{place}#{theme}"
    return Key(f"{CERTIFICATES}{contest_id}", name)


def ceremony(contest_id: str) -> Key:
    return Key(f"{CEREMONY}{contest_id}", "CEREMONY")


def ceremony_invitation(contest_id: str, who: str) -> Key:
    return Key(f"{CEREMONY}{contest_id}", f"{SK_INVITED}{who}")


def guests(contest_id: str, who: str) -> Key:
    return Key(f"{CONTACT}{contest_id}#{who}", "GUESTS")


def media_package(contest_id: str, package: str) -> Key:
    return Key(f"{PACKAGE}{contest_id}", package)


def package_use(contest_id: str, package: str) -> Key:
    return Key(f"{PACKAGE_USE}{contest_id}", package)


def frames(contest_id: str, entry_id: str, upload: int) -> Key:
    return Key(f"{FRAMES}{contest_id}#{entry_id}", str(upload))


def viewing(contest_id: str, entry_id: str, upload: int, kind: str = "copy") -> Key:
    return Key(f"{VIEWING}{contest_id}#{entry_id}", f"{upload}#{kind}".removesuffix("#copy"))


def play_report(contest_id: str, entry_id: str, upload: int, kind: str, whose: str) -> Key:
    """`whose`: a hash of the person's id and of what they watched."""
    return Key(f"{PLAYING}{contest_id}", f"{entry_id}#{upload}#{kind}#{whose}")


def fingerprint(contest_id: str, entry_id: str, upload: int) -> Key:
    return Key(f"{FINGERPRINTS}{contest_id}", f"{entry_id}#{upload}")


def fingerprinted(contest_id: str) -> Key:
    return Key(FINGERPRINTS, contest_id)


def duplicate_match(work: str, other: str) -> Key:
    """The same in either order. A work's name is `<contest>.<entry>`."""
    return Key(f"{MATCH}{'~'.join(sorted((work, other)))}", "MATCH")


def duplicates(contest_id: str, entry_id: str, other: str) -> Key:
    return Key(f"{MATCHES}{contest_id}#{entry_id}", other)


def erasure(account_id: str) -> Key:
    return Key(f"{ERASURE}{account_id}", "ERASURE")


def expiry(contest_id: str, what: str) -> Key:
    return Key(f"{EXPIRY}{contest_id}", what)


def waits(subject: Key) -> str:
    """The partition of all executions that wait, or waited, for one subject."""
    return f"{WAIT}{subject}"


def wait(subject: Key, upload: int | None, run: int) -> Key:
    return Key(waits(subject), f"{upload or 0}.{run}")


def audit(subject: Key, sequence: int) -> Key:
    return Key(f"{AUDIT}{subject}", f"{sequence:08d}")


def audit_chain(subject: str) -> str:
    """The partition of a subject's audit records."""
    return f"{AUDIT}{subject}"


def chain_shard(subject: str) -> str:
    """The index partition of a subject and its audit records."""
    return f"{CHAINS}{zlib.crc32(subject.encode()) % CHAIN_SHARDS:02d}"


def chain_shards() -> list[str]:
    return [f"{CHAINS}{number:02d}" for number in range(CHAIN_SHARDS)]


def status(contest_id: str, status_name: str) -> str:
    """The index partition of a contest's entries with this status."""
    return f"{STATUS}{contest_id}#{status_name}"


def mail_state(contest_id: str, state: str) -> str:
    """The index partition of a contest's mails in this state. Settled mails are not indexed."""
    return f"{STATUS}{contest_id}#mail-{state}"


def copy_state(contest_id: str, state: str) -> str:
    """The index partition of a contest's viewing copies in this state, but for dropped ones."""
    return f"{STATUS}{contest_id}#viewing-{state}"
