"""The specification of every function: its handler, its settings, and the items it may access. All
rights to the table are on this page; the stack grants all other rights."""

from contest_aws import settings
from contest_aws.store.keys import (
    ACCESS,
    ACCOUNT,
    ADDRESS,
    AUDIT,
    AWARDS,
    BLIND_COPY,
    CEREMONY,
    CERTIFICATES,
    CONFLICT,
    CONSENT,
    CONTACT,
    CONTEST,
    CONTESTS,
    ENTRANT,
    ENTRY,
    ERASURE,
    EXPIRY,
    FINGERPRINTS,
    FRAMES,
    INVITED,
    JUDGE,
    MAIL,
    MATCH,
    MATCHES,
    NUMBER,
    OBJECTION,
    OBJECTOR,
    PACKAGE,
    PACKAGE_USE,
    PLAN,
    PLAYING,
    RATE,
    SIGNIN,
    SNAPSHOTS,
    TAKEN_OFF,
    UNIT,
    VIEWING,
    WAIT,
    WINNERS,
)
from infra import mail_queue
from infra.house_function import FunctionSpec

HTTP, MAILING, SHEET, SOON, LONG = 10, 28, 29, 30, 900
"""Seconds. API Gateway waits for 30. Whoever mails, or completes an upload, needs time for that
beside its other calls. A queue retries after six times the function's time-out."""

OF_AWARDS = (AWARDS, WINNERS, TAKEN_OFF, CERTIFICATES)
STANDING = (AWARDS, WINNERS, TAKEN_OFF, ENTRY, ERASURE)
"""By which it is known who holds an award at this very moment."""
OF_A_PERSON = (
    ENTRANT,
    ENTRY,
    CONTACT,
    UNIT,
    MAIL,
    JUDGE,
    CONFLICT,
    *OF_AWARDS,
    OBJECTION,
    OBJECTOR,
    CEREMONY,
    AUDIT,
)
"""Where all data held on a person is looked up."""
OF_CONFLICTS = (ACCESS, ACCOUNT, CONFLICT, CONTACT, CONTEST, ENTRANT, ENTRY, INVITED, UNIT)
"""Where judges and entries are compared. The judges' own function may read nothing of a person."""
OF_REVIEW = (CONFLICT, CONTEST, ENTRY, JUDGE, PLAN, AUDIT)
BESIDE_AN_ENTRY = (BLIND_COPY, FRAMES, FINGERPRINTS, MATCHES, MATCH, VIEWING, PLAYING)

APIS = {
    "sign-in": FunctionSpec(
        handler="sign_in.sign_in_api",
        settings=settings.SignInSettings,
        reads=(SIGNIN, RATE, ADDRESS, ACCOUNT, CONSENT, CONTEST),
        puts=(SIGNIN, RATE, ADDRESS, ACCOUNT, ACCESS, CONSENT, AUDIT),
        seconds=MAILING,
    ),
    "account": FunctionSpec(
        handler="account.app",
        settings=settings.AccountSettings,
        reads=(ACCESS, ACCOUNT, CONSENT, CONTEST, CONTESTS, ERASURE, RATE, *OF_A_PERSON),
        puts=(ACCESS, ACCOUNT, CONSENT, CONTEST, ERASURE, RATE, AUDIT),
        checks=(ACCESS,),
        seconds=MAILING,
    ),
    "host": FunctionSpec(
        handler="host.app",
        settings=settings.HostApiSettings,
        reads=(
            *OF_CONFLICTS,
            *(ADDRESS, *OF_AWARDS, JUDGE, NUMBER, PLAN, PLAYING, VIEWING),
            f"{AUDIT}{JUDGE}",
        ),
        puts=(
            *(ACCESS, ACCOUNT, ADDRESS, BLIND_COPY, CERTIFICATES, INVITED, UNIT, TAKEN_OFF),
            *OF_REVIEW,
        ),
        checks=(ACCESS, AWARDS, CONTEST, ERASURE),
        lists_by_status=True,
        lists_queue=True,
        memory=1769,  # one full vCPU: compares a judge with every work
        seconds=SHEET,
    ),
    "host/<contest_id>/invitations/sheet": FunctionSpec(
        handler="host.invitation_sheet_api",
        settings=settings.HostSettings,
        reads=(ACCESS, ACCOUNT, ADDRESS, CONTEST),
        puts=(ACCESS, ACCOUNT, ADDRESS, CONTEST, INVITED, AUDIT),
        checks=(ACCESS, ERASURE),
        needs_sheets=True,
        memory=1769,  # one full vCPU: checks a sheet of hundreds of people
        seconds=SHEET,
    ),
    "host/<contest_id>/awards": FunctionSpec(
        handler="award.award_api",
        settings=settings.HostAwardSettings,
        reads=(
            *(ACCESS, ACCOUNT, CONTEST, ENTRY, AWARDS, TAKEN_OFF),
            *(MATCHES, MATCH, OBJECTION, OBJECTOR, SNAPSHOTS, JUDGE, CONFLICT),
        ),
        puts=(CONTEST, ENTRY, AWARDS, OBJECTION, AUDIT),
        lists_by_status=True,
        needs_sheets=True,
        memory=1769,  # one full vCPU: calibrates 50,000 reviews, writes their matrix
        seconds=SHEET,
    ),
    "host/<contest_id>/audit": FunctionSpec(
        handler="audit.host_audit_api",
        settings=settings.HostResultsSettings,
        reads=(ACCESS, ACCOUNT, CONTEST, AUDIT),
        lists_chains=True,
        memory=1769,  # one full vCPU: verifies two hundred chains, and reads the whole digest
        seconds=SHEET,
    ),
    "host/<contest_id>/ceremony": FunctionSpec(
        handler="winners.host_ceremony_api",
        settings=settings.HostSettings,
        reads=(ACCESS, ACCOUNT, CONTEST, INVITED, *STANDING, CEREMONY, CONTACT),
        puts=(CEREMONY, AUDIT),
        needs_sheets=True,
        seconds=SHEET,
    ),
    "host/<contest_id>/exports": FunctionSpec(
        handler="exports.export_api",
        settings=settings.HostExportSettings,
        reads=(ACCESS, ACCOUNT, AWARDS, CONTACT, CONTEST, ENTRY, INVITED),
        puts=(CONTEST, AUDIT),
        lists_by_status=True,
        needs_sheets=True,
        memory=1769,  # one full vCPU: writes ten thousand lines
        seconds=SHEET,
    ),
    "host/<contest_id>/media-packages": FunctionSpec(
        handler="winners.host_package_api",
        settings=settings.HostSiteSettings,
        reads=(ACCESS, ACCOUNT, CONTEST, PACKAGE, PACKAGE_USE),
        puts=(PACKAGE, AUDIT),
        seconds=HTTP,
    ),
    "unit": FunctionSpec(
        handler="unit.app",
        settings=settings.UnitSettings,
        reads=(
            *(ACCESS, ACCOUNT, ADDRESS, CONTEST, RATE, UNIT, ENTRANT, ENTRY, CONTACT),
            *(AWARDS, CERTIFICATES, TAKEN_OFF),
        ),
        puts=(ACCOUNT, ADDRESS, RATE, UNIT, ENTRANT, ENTRY, CONTACT, AUDIT),
        checks=(ERASURE,),
        needs_sheets=True,
        memory=1769,  # one full vCPU: checks a sheet of thousands of rows
        seconds=SHEET,
    ),
    "entrant": FunctionSpec(
        handler="upload.app",
        settings=settings.SignedInMediaSettings,
        reads=(
            *(ACCESS, CONTEST, ENTRANT, ENTRY, CONTACT, ERASURE, NUMBER, f"{AUDIT}{ENTRY}"),
            *(AWARDS, CERTIFICATES, TAKEN_OFF, VIEWING),
        ),
        puts=(ENTRY, ENTRANT, CONTACT, NUMBER, UNIT, TAKEN_OFF, PLAYING, AUDIT),
        checks=(ERASURE,),
        seconds=SHEET,
    ),
    "entrant/<contest_id>/entries/<entry_id>/comments": FunctionSpec(
        handler="review.comments_api",
        settings=settings.SignedInSettings,
        reads=(ACCESS, CONTEST, ENTRY, JUDGE, AWARDS),
        seconds=HTTP,
    ),
    "entrant/<contest_id>/entries/<entry_id>/ceremony": FunctionSpec(
        handler="winners.entrant_ceremony_api",
        settings=settings.SignedInSettings,
        reads=(ACCESS, CONTEST, *STANDING, CEREMONY, CONTACT),
        puts=(CEREMONY, CONTACT, AUDIT),
        checks=(CEREMONY, ERASURE),
        seconds=HTTP,
    ),
    "unit/<contest_id>/ceremony": FunctionSpec(
        handler="winners.unit_ceremony_api",
        settings=settings.SignedInSettings,
        reads=(ACCESS, CONTEST, *STANDING, CEREMONY, CONTACT),
        puts=(CEREMONY, CONTACT, AUDIT),
        checks=(CEREMONY, ERASURE),
        seconds=HTTP,
    ),
    "screener": FunctionSpec(
        handler="screen.screener_api",
        settings=settings.SignedInMediaSettings,
        reads=(ACCESS, ADDRESS, CONTEST, ENTRY, FRAMES, MATCHES, MATCH, NUMBER, VIEWING),
        puts=(ENTRY, BLIND_COPY, MATCH, PLAYING, AUDIT),
        lists_queue=True,
        seconds=SHEET,  # passes up to 50 entries
    ),
    "judge": FunctionSpec(
        handler="review.judge_api",
        settings=settings.SignedInMediaSettings,
        reads=(ACCESS, CONTEST, JUDGE, BLIND_COPY, CONFLICT, VIEWING),
        puts=(JUDGE, CONFLICT, PLAYING, AUDIT),
        checks=(JUDGE,),
        seconds=HTTP,
    ),
    "public": FunctionSpec(
        handler="award.public_api",
        settings=settings.TableSettings,
        reads=(CONTEST, CONTESTS, AWARDS, WINNERS, TAKEN_OFF, CERTIFICATES),
        seconds=HTTP,
    ),
    "public/<contest_id>/gallery": FunctionSpec(
        handler="winners.gallery_api",
        settings=settings.MediaSettings,
        reads=(CONTEST, *STANDING, FRAMES),
        seconds=HTTP,
    ),
    "public/<contest_id>/media-package": FunctionSpec(
        handler="winners.media_package_api",
        settings=settings.MediaSettings,
        reads=(CONTEST, *STANDING, PACKAGE, PACKAGE_USE, RATE),
        puts=(PACKAGE_USE, RATE),
        checks=(PACKAGE,),
        needs_sheets=True,
        seconds=HTTP,
    ),
    "public/<contest_id>/objections": FunctionSpec(
        handler="award.objection_api",
        settings=settings.TableSettings,
        reads=(CONTEST, AWARDS, TAKEN_OFF, OBJECTION, RATE),
        puts=(OBJECTION, OBJECTOR, RATE, AUDIT),
        checks=(AWARDS,),
        seconds=HTTP,
    ),
}
"""By the path prefix that they serve. A longer prefix takes precedence."""

PAGES = FunctionSpec(
    handler="web.pages",
    settings=settings.PagesSettings,
    reads=(CONTEST, CONTESTS),
    needs_pages=True,
    seconds=HTTP,
)
VALIDATE_UPLOAD = FunctionSpec(
    handler="validate.validate_upload",
    settings=settings.MediaSettings,
    reads=(CONTEST, ENTRY),
    puts=(ENTRY, AUDIT),
    needs_media=True,
    memory=1024,
)
TAKE_FRAMES = FunctionSpec(
    handler="validate.take_frames",
    settings=settings.MediaSettings,
    reads=(CONTEST, ENTRY, FINGERPRINTS, MATCH),
    puts=(ENTRY, FRAMES, FINGERPRINTS, MATCHES, MATCH, AUDIT),
    needs_frames=True,
    memory=1769,  # one full vCPU
    seconds=120,
)
MAKE_COPY = FunctionSpec(
    handler="viewing.make_copy",
    settings=settings.MediaSettings,
    reads=(CONTEST, ENTRY, VIEWING),
    puts=(VIEWING,),
    checks=(ENTRY,),
    seconds=LONG,
    memory=1769,  # one full vCPU
)
PLAN_RENDITION = FunctionSpec(
    handler="viewing.plan_rendition",
    settings=settings.MediaSettings,
    reads=(CONTEST, ENTRY, VIEWING),
    puts=(VIEWING,),
    checks=(ENTRY,),
    needs_frames=True,
    memory=1769,  # one full vCPU
    seconds=120,
)
ENCODE_PIECE = FunctionSpec(
    handler="viewing.encode_piece",
    settings=settings.MediaSettings,
    reads=(ENTRY, VIEWING),
    puts=(VIEWING,),
    needs_frames=True,
    encodes=True,
    seconds=LONG,
    memory=3008,  # nearly two vCPUs, and the most that a new account may have
)
JOIN_PIECES = FunctionSpec(
    handler="viewing.join_pieces",
    settings=settings.MediaSettings,
    reads=(ENTRY, VIEWING),
    puts=(VIEWING,),
    checks=(ENTRY,),
    needs_frames=True,
    seconds=LONG,
    memory=1769,  # one full vCPU
    disk=10_240,  # the most there is: two hours of 8 Mbit/s
)
AWAIT_DECISION = FunctionSpec(
    handler="journey.await_decision",
    settings=settings.AwaitDecisionSettings,
    reads=(ENTRY, AWARDS, WAIT),
    puts=(WAIT,),
)
INVITE_JUDGES = FunctionSpec(
    handler="review.invite_judges",
    settings=settings.AwaitDecisionSettings,
    reads=(*OF_CONFLICTS, JUDGE, PLAN, WAIT),
    puts=(CONTEST, ENTRY, JUDGE, AUDIT, PLAN, WAIT),
    seconds=300,
    memory=1769,  # one full vCPU: an entry that comes late is held against the whole panel
)
TALLY = FunctionSpec(
    handler="award.tally",
    settings=settings.ResultsSettings,
    reads=(*OF_CONFLICTS, JUDGE, AWARDS),
    puts=(AWARDS, AUDIT),
    lists_by_status=True,
    lists_queue=True,
    seconds=LONG,
    memory=1769,  # one full vCPU: 50,000 reviews take half a minute (`make bench-results`)
)
PROPOSE_AWARDS = FunctionSpec(
    handler="award.propose_awards",
    settings=settings.ResultsSettings,
    reads=(CONTEST, ENTRY, AWARDS, MATCHES, MATCH, TAKEN_OFF),
    puts=(AWARDS, AUDIT),
    seconds=300,
    memory=1769,
)
KEEP_SNAPSHOTS = FunctionSpec(
    handler="winners.keep_snapshots",
    settings=settings.ResultsSettings,
    reads=(CONTEST, ENTRY, AWARDS, TAKEN_OFF, SNAPSHOTS),
    puts=(SNAPSHOTS,),
    seconds=SOON,
)
GRANT_AWARDS = FunctionSpec(
    handler="award.grant_awards",
    settings=settings.TableSettings,
    reads=(CONTEST, ENTRY, AWARDS),
    puts=(ENTRY, AWARDS, WINNERS, AUDIT),
    lists_by_status=True,
    seconds=LONG,
    memory=1024,
)
MAKE_CERTIFICATES = FunctionSpec(
    handler="award.make_certificates",
    settings=settings.CertificateSettings,
    reads=(CONTEST, ENTRY, AWARDS, WINNERS, TAKEN_OFF, CERTIFICATES),
    puts=(CERTIFICATES, AUDIT),
    checks=(AWARDS,),
    needs_certificates=True,
    seconds=LONG,
    memory=1769,  # one full vCPU
)
START_JOURNEY = FunctionSpec(
    handler="upload.start_journey",
    settings=settings.StartJourneySettings,
    reads=(CONTEST, ENTRY),
    puts=(ENTRY, AUDIT),
)
# The only reader of the table's stream. It may read nothing in the table itself.
DISPATCH = FunctionSpec(
    handler="journey.dispatch", settings=settings.DispatchSettings, seconds=SOON
)
SETTLE_REVIEW = FunctionSpec(
    handler="review.settle_review",
    settings=settings.TableSettings,
    reads=(*OF_CONFLICTS, JUDGE, AWARDS, BLIND_COPY, PLAN),
    puts=(CONTEST, ENTRY, JUDGE, BLIND_COPY, AUDIT, PLAN),
    checks=(CONTEST,),
    seconds=120,
    memory=1769,  # one full vCPU: a judge's list is held against the sheets of all units
)
RESUME = FunctionSpec(
    handler="journey.resume",
    settings=settings.StartJourneySettings,
    reads=(ENTRY, AWARDS, WAIT),
    seconds=SOON,
)
RECOVER = FunctionSpec(
    handler="journey.recover",
    settings=settings.RecoverSettings,
    reads=(CONTEST, CONTESTS, ENTRY, AWARDS, WAIT),
    puts=(ENTRY, AUDIT),
    lists_by_status=True,
    seconds=LONG,
    memory=1769,  # one full vCPU: reads every entry, each hour
)
WRITE_MAILS = FunctionSpec(
    handler="mail.write_mails",
    settings=settings.WriteMailsSettings,
    reads=(CONTEST, CEREMONY, ENTRY, ADDRESS, AWARDS, TAKEN_OFF),
    puts=(MAIL,),
    seconds=SOON,
)
REMIND_HOST = FunctionSpec(
    handler="journey.remind_host",
    settings=settings.WriteMailsSettings,
    reads=(CONTEST, CONTESTS, ADDRESS, AWARDS, OBJECTION, TAKEN_OFF),
    puts=(MAIL,),
    lists_by_status=True,
    lists_queue=True,
    seconds=LONG,
)
SEND_MAILS = FunctionSpec(
    handler="mail.send_mails",
    settings=settings.MailSettings,
    reads=(MAIL, ENTRY, CONTACT, CONSENT, ACCOUNT, ACCESS, OBJECTOR, RATE),
    puts=(MAIL, RATE),
    seconds=mail_queue.SECONDS,
)
ERASE = FunctionSpec(
    handler="privacy.erase",
    settings=settings.EraseSettings,
    reads=(
        CONTEST,
        CONTESTS,
        ERASURE,
        EXPIRY,
        ACCESS,
        ACCOUNT,
        CONSENT,
        *BESIDE_AN_ENTRY,
        *OF_A_PERSON,
    ),
    puts=(CONTEST, ENTRY, JUDGE, CONFLICT, *OF_AWARDS, OBJECTION, ERASURE, EXPIRY, AUDIT),
    deletes=(
        ACCESS,
        ACCOUNT,
        ADDRESS,
        CONSENT,
        INVITED,
        ENTRANT,
        CONTACT,
        UNIT,
        MAIL,
        OBJECTOR,
        *BESIDE_AN_ENTRY,
    ),
    lists_by_status=True,
    requeues=True,
    seconds=300,
    memory=1024,
)
"""The only function that deletes. It cannot delete entries, reviews, awards or audit records."""
SEAL_CHAINS = FunctionSpec(
    handler="journey.seal_chains",
    settings=settings.ResultsSettings,
    reads=(AUDIT,),
    lists_chains=True,
    seconds=LONG,
    memory=1769,  # one full vCPU: verifies a hundred thousand chains
)
"""May read audit records, and of all items their keys and heads alone."""
CONSUMERS = {
    "settle_review": SETTLE_REVIEW,
    "resume": RESUME,
    "keep_snapshots": KEEP_SNAPSHOTS,
    "write_mails": WRITE_MAILS,
    "erase": ERASE,
}
"""By their names in `contest_aws.workflow.stream_routes`, which defines the changes that they
consume."""
KEEP_CALENDAR = FunctionSpec(
    handler="journey.keep_calendar",
    settings=settings.TableSettings,
    reads=(*OF_CONFLICTS, EXPIRY, JUDGE, PLAN, AWARDS, OBJECTION, CEREMONY),
    puts=(CONTEST, ENTRY, EXPIRY, JUDGE, PLAN, AWARDS, AUDIT),
    checks=(ACCESS, CONTEST, OBJECTION),
    lists_by_status=True,
    seconds=LONG,
    memory=1769,  # one full vCPU, and all works of a round with all their reviews: 1.2 GB
)
