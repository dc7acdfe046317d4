"""Every function: its handler, its settings, and the items it may touch. The whole of the rights to
the table on one page; what a function may do outside of it the stack grants.
"""

from contest_aws.keys import (
    ACCESS,
    AUDIT,
    AWARDS,
    CONTACT,
    CONTEST,
    ENTRANT,
    ENTRY,
    FINGERPRINTS,
    FRAMES,
    JUDGE,
    MAIL,
    SHOWING,
    SUSPECTED,
    SUSPICION,
    UNIT,
    WAIT,
    WINNERS,
)  # fmt: skip
from contest_aws.settings import (
    MailSettings,
    MediaSettings,
    ResultsSettings,
    StartJourneySettings,
    TableSettings,
    WriteMailsSettings,
)
from infra import mail_queue
from infra.house_function import Job

HTTP, LONG = 10, 900
"""Seconds."""

APIS = {
    "entrant": Job(
        handler="upload.entrant_api",
        settings=MediaSettings,
        reads=(ACCESS, CONTEST, ENTRANT, ENTRY, CONTACT, f"{AUDIT}{ENTRY}"),
        puts=(ENTRY, ENTRANT, CONTACT, UNIT, AUDIT),
        seconds=HTTP,
    ),
    "screener": Job(
        handler="screen.screener_api",
        settings=MediaSettings,
        reads=(ACCESS, CONTEST, ENTRY, FRAMES, SUSPECTED, SUSPICION),
        puts=(ENTRY, SHOWING, SUSPICION, AUDIT),
        lists_by_status=True,
        seconds=HTTP,
    ),
    "judge": Job(
        handler="review.judge_api",
        settings=MediaSettings,
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
"""By the first part of the path that they serve."""

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
    reads=(CONTEST, ENTRY, JUDGE, AWARDS),
    puts=(AWARDS, AUDIT),
    lists_by_status=True,
)
PROPOSE_AWARDS = Job(
    handler="award.propose_awards",
    settings=ResultsSettings,
    reads=(CONTEST, AWARDS),
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
SETTLE_REVIEW = Job(
    handler="review.settle_review",
    settings=TableSettings,
    reads=(CONTEST, ENTRY, JUDGE, SHOWING),
    puts=(ENTRY, JUDGE, SHOWING, AUDIT),
)
RESUME = Job(
    handler="journey.resume",
    settings=StartJourneySettings,
    reads=(ENTRY, AWARDS, WAIT),
)
WRITE_MAILS = Job(
    handler="mail.write_mails",
    settings=WriteMailsSettings,
    reads=(CONTEST,),
    puts=(MAIL,),
)
SEND_MAILS = Job(
    handler="mail.send_mails",
    settings=MailSettings,
    reads=(MAIL, CONTACT),
    puts=(MAIL,),
    seconds=mail_queue.SECONDS,
)
KEEP_CALENDAR = Job(
    handler="journey.keep_calendar",
    settings=TableSettings,
    reads=(CONTEST, ENTRY, JUDGE, AWARDS),
    puts=(CONTEST, ENTRY, JUDGE, AWARDS, AUDIT),
    lists_by_status=True,
    seconds=LONG,
    memory=1024,
)
