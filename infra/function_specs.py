"""Every function: its handler, its settings, and the items it may touch. The whole of the rights to
the table on one page; what a function may do outside of it the stack grants.
"""

from contest_aws.settings import (
    AccountSettings,
    EraseSettings,
    HostSettings,
    MailSettings,
    MediaSettings,
    PagesSettings,
    ResultsSettings,
    SignedInMediaSettings,
    SignInSettings,
    StartJourneySettings,
    TableSettings,
    TakeUpSettings,
    UnitSettings,
    WakeSettings,
    WriteMailsSettings,
)
from contest_aws.store.keys import (
    ACCESS,
    ACCOUNT,
    ADDRESS,
    AUDIT,
    AWARDS,
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
    RATE,
    SHOWING,
    SIGNIN,
    SUSPECTED,
    SUSPICION,
    UNIT,
    WAIT,
    WINNERS,
)
from infra import mail_queue
from infra.house_function import Job

HTTP, SHEET, SOON, LONG = 10, 29, 30, 900
"""Seconds. API Gateway waits for 30. What a queue wakes is tried again after six times as many."""

OF_A_PERSON = (ENTRANT, ENTRY, CONTACT, UNIT, MAIL, JUDGE, AWARDS, WINNERS, AUDIT)
"""Where all that is held on a person is looked for."""

APIS = {
    "sign-in": Job(
        handler="sign_in.sign_in_api",
        settings=SignInSettings,
        reads=(SIGNIN, RATE, ADDRESS, ACCOUNT),
        puts=(SIGNIN, RATE, ADDRESS, ACCOUNT, ACCESS, AUDIT),
        seconds=HTTP,
    ),
    "account": Job(
        handler="account.app",
        settings=AccountSettings,
        reads=(ACCESS, ACCOUNT, CONTEST, CONTESTS, ERASURE, *OF_A_PERSON),
        puts=(ACCESS, ACCOUNT, CONTEST, ERASURE, AUDIT),
        seconds=HTTP,
    ),
    "host": Job(
        handler="host.app",
        settings=HostSettings,
        reads=(ACCESS, ACCOUNT, ADDRESS, INVITED, CONTEST, UNIT),
        puts=(ACCESS, ACCOUNT, ADDRESS, CONTEST, INVITED, UNIT, AUDIT),
        seconds=HTTP,
    ),
    "host/<contest>/invitations/sheet": Job(
        handler="host.invitation_sheet_api",
        settings=HostSettings,
        reads=(ACCESS, ACCOUNT, ADDRESS, CONTEST),
        puts=(ACCESS, ACCOUNT, ADDRESS, CONTEST, INVITED, AUDIT),
        needs_sheets=True,
        memory=1769,  # one whole processor: a sheet of hundreds of people is checked
        seconds=SHEET,
    ),
    "unit": Job(
        handler="unit.app",
        settings=UnitSettings,
        reads=(ACCESS, ACCOUNT, ADDRESS, CONTEST, UNIT, ENTRANT, ENTRY, CONTACT),
        puts=(ACCOUNT, ADDRESS, UNIT, ENTRANT, ENTRY, CONTACT, AUDIT),
        checks=(ERASURE,),
        needs_sheets=True,
        memory=1769,  # one whole processor: a sheet of thousands of rows is checked
        seconds=SHEET,
    ),
    "entrant": Job(
        handler="upload.app",
        settings=SignedInMediaSettings,
        reads=(ACCESS, CONTEST, ENTRANT, ENTRY, CONTACT, f"{AUDIT}{ENTRY}"),
        puts=(ENTRY, ENTRANT, CONTACT, UNIT, AUDIT),
        checks=(ERASURE,),
        seconds=HTTP,
    ),
    "screener": Job(
        handler="screen.screener_api",
        settings=SignedInMediaSettings,
        reads=(ACCESS, CONTEST, ENTRY, FRAMES, SUSPECTED, SUSPICION),
        puts=(ENTRY, SHOWING, SUSPICION, AUDIT),
        lists_by_status=True,
        seconds=HTTP,
    ),
    "judge": Job(
        handler="review.judge_api",
        settings=SignedInMediaSettings,
        reads=(ACCESS, CONTEST, JUDGE, SHOWING),
        puts=(JUDGE, AUDIT),
        seconds=HTTP,
    ),
    "public": Job(
        handler="award.public_api",
        settings=TableSettings,
        reads=(CONTEST, AWARDS, WINNERS),
        seconds=HTTP,
    ),
}
"""By the first part of the path that they serve; one that says more is served before it."""

PAGES = Job(
    handler="web.pages",
    settings=PagesSettings,
    needs_pages=True,
    seconds=HTTP,
)
VALIDATE_UPLOAD = Job(
    handler="validate.validate_upload",
    settings=MediaSettings,
    reads=(CONTEST, ENTRY),
    puts=(ENTRY, AUDIT),
    needs_media=True,
    memory=1024,
)
TAKE_FRAMES = Job(
    handler="validate.take_frames",
    settings=MediaSettings,
    reads=(CONTEST, ENTRY, FINGERPRINTS, SUSPICION),
    puts=(FRAMES, FINGERPRINTS, SUSPECTED, SUSPICION, AUDIT),
    needs_frames=True,
    memory=1769,  # one whole processor
    seconds=120,
)
AWAIT_DECISION = Job(
    handler="journey.await_decision",
    settings=TableSettings,
    reads=(ENTRY, AWARDS, WAIT),
    puts=(WAIT,),
)
INVITE_JUDGES = Job(
    handler="review.invite_judges",
    settings=TableSettings,
    reads=(CONTEST, ENTRY, JUDGE, WAIT),
    puts=(CONTEST, ENTRY, JUDGE, AUDIT, WAIT),
)
TALLY = Job(
    handler="award.tally",
    settings=ResultsSettings,
    reads=(CONTEST, ENTRY, JUDGE, AWARDS, UNIT),
    puts=(AWARDS, AUDIT),
    lists_by_status=True,
)
PROPOSE_AWARDS = Job(
    handler="award.propose_awards",
    settings=ResultsSettings,
    reads=(CONTEST, ENTRY, AWARDS),
    puts=(AWARDS, AUDIT),
)
GRANT_AWARDS = Job(
    handler="award.grant_awards",
    settings=TableSettings,
    reads=(CONTEST, ENTRY, AWARDS),
    puts=(ENTRY, AWARDS, WINNERS, AUDIT),
    lists_by_status=True,
    seconds=LONG,
    memory=1024,
)
START_JOURNEY = Job(
    handler="upload.start_journey",
    settings=StartJourneySettings,
    reads=(CONTEST, ENTRY),
    puts=(ENTRY, AUDIT),
)
WAKE = Job(
    handler="journey.dispatch",
    settings=WakeSettings,
    seconds=SOON,
)
"""The one reader of the table's stream; of the table it may read nothing."""
SETTLE_REVIEW = Job(
    handler="review.settle_review",
    settings=TableSettings,
    reads=(CONTEST, ENTRY, JUDGE, SHOWING),
    puts=(ENTRY, JUDGE, SHOWING, AUDIT),
    seconds=SOON,
)
RESUME = Job(
    handler="journey.resume",
    settings=StartJourneySettings,
    reads=(ENTRY, AWARDS, WAIT),
    seconds=SOON,
)
TAKE_UP = Job(
    handler="journey.recover",
    settings=TakeUpSettings,
    reads=(CONTEST, CONTESTS, ENTRY, AWARDS, WAIT),
    puts=(ENTRY, AUDIT),
    lists_by_status=True,
    seconds=LONG,
)
WRITE_MAILS = Job(
    handler="mail.write_mails",
    settings=WriteMailsSettings,
    reads=(CONTEST,),
    puts=(MAIL,),
    seconds=SOON,
)
SEND_MAILS = Job(
    handler="mail.send_mails",
    settings=MailSettings,
    reads=(MAIL, CONTACT, ACCOUNT),
    puts=(MAIL,),
    seconds=mail_queue.SECONDS,
)
ERASE = Job(
    handler="privacy.erase",
    settings=EraseSettings,
    reads=(
        CONTEST,
        CONTESTS,
        ERASURE,
        EXPIRY,
        ACCESS,
        ACCOUNT,
        FRAMES,
        FINGERPRINTS,
        SHOWING,
        SUSPECTED,
        *OF_A_PERSON,
    ),
    puts=(ENTRY, JUDGE, CONTEST, AWARDS, WINNERS, ERASURE, EXPIRY, AUDIT),
    deletes=(
        ACCESS,
        ACCOUNT,
        ADDRESS,
        INVITED,
        ENTRANT,
        CONTACT,
        UNIT,
        MAIL,
        SHOWING,
        FRAMES,
        FINGERPRINTS,
        SUSPECTED,
        SUSPICION,
    ),
    lists_by_status=True,
    seconds=300,
    memory=1024,
)
"""The only one that deletes: neither entries, nor reviews, awards or records."""
WOKEN = {
    "settle_review": SETTLE_REVIEW,
    "resume": RESUME,
    "write_mails": WRITE_MAILS,
    "erase": ERASE,
}
"""By what `contest_aws.workflow.stream_routes` calls them, which says by what."""
KEEP_CALENDAR = Job(
    handler="journey.keep_calendar",
    settings=TableSettings,
    reads=(CONTEST, ENTRY, EXPIRY, JUDGE, AWARDS),
    puts=(CONTEST, ENTRY, EXPIRY, JUDGE, AWARDS, AUDIT),
    lists_by_status=True,
    seconds=LONG,
    memory=1024,
)
