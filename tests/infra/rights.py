"""Who may do what, as one table.

What is not in it, a function may not: in particular the judges' function can read neither entries
nor contacts, and the public one nothing of a person.
"""

# function: (reads items, puts items, other rights on named resources)
VERIFY = "kms:GetPublicKey SigningKey"
DROP_PIECES = {
    "s3:AbortMultipartUpload pieces/*",
    "s3:DeleteObjectVersion pieces/*",
    "s3:ListBucketMultipartUploads StorageMedia",
    "s3:ListBucketVersions StorageMedia",
}
DROP_COPIES = {
    *DROP_PIECES,
    "s3:AbortMultipartUpload viewing/*",
    "s3:DeleteObjectVersion viewing/*",
}
RIGHTS = {
    "SignInApi": (
        "ACCOUNT ADDRESS CONSENT CONTEST RATE SIGNIN",
        "ACCESS ACCOUNT ADDRESS AUDIT CONSENT RATE SIGNIN",
        {VERIFY, "kms:Sign SigningKey"},
    ),
    "AccountApi": (
        "ACCESS ACCOUNT AUDIT AWARDS CEREMONY CERTIFICATES CONFLICT CONSENT CONTACT CONTEST "
        "CONTESTS ENTRANT ENTRY ERASURE JUDGE MAIL OBJECTION OBJECTOR RATE TAKEN_OFF UNIT WINNERS",
        "ACCESS ACCOUNT AUDIT CONSENT CONTEST ERASURE RATE",
        {VERIFY, "lambda:InvokeFunction KeepCalendar"},
    ),
    "HostApi": (
        "ACCESS ACCOUNT ADDRESS AUDIT#JUDGE AWARDS CERTIFICATES CONFLICT CONTACT CONTEST ENTRANT "
        "ENTRY INVITED JUDGE NUMBER PLAN PLAYING TAKEN_OFF UNIT VIEWING WINNERS by_status queue",
        "ACCESS ACCOUNT ADDRESS AUDIT BLIND_COPY CERTIFICATES CONFLICT CONTEST ENTRY INVITED "
        "JUDGE PLAN TAKEN_OFF UNIT",
        {
            VERIFY,
            "lambda:InvokeFunction KeepCalendar",
            "lambda:InvokeFunction MakeCertificates",
            "states:StartExecution ViewingCopy",
            "s3:GetObject certificates/*",
        },
    ),
    "InvitationSheetApi": (
        "ACCESS ACCOUNT ADDRESS CONTEST",
        "ACCESS ACCOUNT ADDRESS AUDIT CONTEST INVITED",
        {VERIFY},
    ),
    "AwardApi": (
        "ACCESS ACCOUNT AWARDS CONFLICT CONTEST ENTRY JUDGE MATCH MATCHES OBJECTION OBJECTOR "
        "SNAPSHOTS TAKEN_OFF by_status",
        "AUDIT AWARDS CONTEST ENTRY OBJECTION",
        {
            VERIFY,
            "s3:GetObject exports/*",
            "s3:GetObject results/*",
            "s3:PutObject exports/*",
            "states:StartExecution AwardRound",
        },
    ),
    "UnitApi": (
        "ACCESS ACCOUNT ADDRESS AWARDS CERTIFICATES CONTACT CONTEST ENTRANT ENTRY RATE TAKEN_OFF "
        "UNIT",
        "ACCOUNT ADDRESS AUDIT CONTACT ENTRANT ENTRY RATE UNIT",
        {VERIFY, "s3:GetObject certificates/*"},
    ),
    "UploadApi": (
        "ACCESS AUDIT#ENTRY AWARDS CERTIFICATES CONTACT CONTEST ENTRANT ENTRY ERASURE NUMBER "
        "TAKEN_OFF VIEWING",
        "AUDIT CONTACT ENTRANT ENTRY NUMBER PLAYING TAKEN_OFF UNIT",
        {
            VERIFY,
            "s3:GetObjectVersion viewing/*",
            "s3:AbortMultipartUpload media/*",
            "s3:GetObject certificates/*",
            "s3:ListMultipartUploadParts media/*",
            "s3:PutObject media/*",
        },
    ),
    "CommentsApi": ("ACCESS AWARDS CONTEST ENTRY JUDGE", "", {VERIFY}),
    "ScreenerApi": (
        "ACCESS ADDRESS CONTEST ENTRY FRAMES MATCHES MATCH NUMBER VIEWING queue",
        "AUDIT ENTRY BLIND_COPY MATCH PLAYING",
        {
            VERIFY,
            "s3:GetObject posters/*",
            "s3:GetObjectVersion media/*",
            "s3:GetObjectVersion viewing/*",
        },
    ),
    "JudgeApi": (
        "ACCESS CONFLICT CONTEST JUDGE BLIND_COPY VIEWING",
        "AUDIT CONFLICT JUDGE PLAYING",
        {VERIFY, "s3:GetObjectVersion viewing/*"},
    ),
    "Pages": ("CONTEST CONTESTS", "", set()),
    "PublicApi": ("AWARDS CERTIFICATES CONTEST CONTESTS TAKEN_OFF WINNERS", "", set()),
    "GalleryApi": (
        "AWARDS CONTEST ENTRY ERASURE FRAMES TAKEN_OFF WINNERS",
        "",
        {"s3:GetObject posters/*", "s3:GetObjectVersion media/*"},
    ),
    "HostAuditApi": (
        "ACCESS ACCOUNT AUDIT CONTEST by_chain",
        "",
        {VERIFY, "s3:GetObjectVersion digests/*", "s3:ListBucketVersions StorageResults"},
    ),
    "HostCeremonyApi": (
        "ACCESS ACCOUNT AWARDS CEREMONY CONTACT CONTEST ENTRY ERASURE INVITED TAKEN_OFF WINNERS",
        "AUDIT CEREMONY",
        {VERIFY},
    ),
    "EntrantCeremonyApi": (
        "ACCESS AWARDS CEREMONY CONTACT CONTEST ENTRY ERASURE TAKEN_OFF WINNERS",
        "AUDIT CEREMONY CONTACT",
        {VERIFY},
    ),
    "UnitCeremonyApi": (
        "ACCESS AWARDS CEREMONY CONTACT CONTEST ENTRY ERASURE TAKEN_OFF WINNERS",
        "AUDIT CEREMONY CONTACT",
        {VERIFY},
    ),
    "ExportApi": (
        "ACCESS ACCOUNT AWARDS CONTACT CONTEST ENTRY INVITED by_status",
        "AUDIT CONTEST",
        {VERIFY, "s3:GetObject exports/*", "s3:GetObject results/*", "s3:PutObject exports/*"},
    ),
    "HostPackageApi": (
        "ACCESS ACCOUNT CONTEST PACKAGE PACKAGE_USE",
        "AUDIT PACKAGE",
        {VERIFY},
    ),
    "MediaPackageApi": (
        "AWARDS CONTEST ENTRY ERASURE PACKAGE PACKAGE_USE RATE TAKEN_OFF WINNERS",
        "PACKAGE_USE RATE",
        {"s3:GetObjectVersion media/*"},
    ),
    "ObjectionApi": (
        "AWARDS CONTEST OBJECTION RATE TAKEN_OFF",
        "AUDIT OBJECTION OBJECTOR RATE",
        set(),
    ),
    "StartJourney": (
        "CONTEST ENTRY",
        "AUDIT ENTRY",
        {"states:StartExecution EntryJourney", "sqs:consume UploadsQueue"},
    ),
    "ValidateUpload": (
        "CONTEST ENTRY",
        "AUDIT ENTRY",
        {"s3:GetObject media/*", "s3:GetObjectVersion media/*"},
    ),
    "TakeFrames": (
        "CONTEST ENTRY FINGERPRINTS MATCH",
        "AUDIT ENTRY FINGERPRINTS FRAMES MATCHES MATCH",
        {"s3:GetObject media/*", "s3:GetObjectVersion media/*", "s3:PutObject posters/*"},
    ),
    "MakeCopy": (
        "CONTEST ENTRY VIEWING",
        "VIEWING",
        {
            *DROP_COPIES,
            "s3:GetObjectVersion media/*",
            "s3:PutObject viewing/*",
        },
    ),
    "PlanRendition": (
        "CONTEST ENTRY VIEWING",
        "VIEWING",
        {*DROP_COPIES, "s3:GetObjectVersion media/*"},
    ),
    "EncodePiece": (
        "ENTRY VIEWING",
        "VIEWING",
        {*DROP_PIECES, "s3:GetObjectVersion media/*", "s3:PutObject pieces/*"},
    ),
    "JoinPieces": (
        "ENTRY VIEWING",
        "VIEWING",
        {
            *DROP_COPIES,
            "s3:GetObject pieces/*",
            "s3:GetObjectVersion media/*",
            "s3:PutObject viewing/*",
        },
    ),
    "AwaitDecision": (
        "AWARDS ENTRY WAIT",
        "WAIT",
        {
            "states:SendTaskSuccess AwardRound",
            "states:SendTaskSuccess EntryJourney",
            "states:StartExecution ViewingCopy",
        },
    ),
    "InviteJudges": (
        "ACCESS ACCOUNT CONFLICT CONTACT CONTEST ENTRANT ENTRY INVITED JUDGE PLAN UNIT WAIT",
        "AUDIT CONTEST ENTRY JUDGE PLAN WAIT",
        {"states:SendTaskSuccess EntryJourney", "states:StartExecution ViewingCopy"},
    ),
    "Dispatch": (
        "",
        "",
        {
            "dynamodb:stream TableItems",
            "sqs:send StreamsDeadLetters",
            "sqs:send StreamsErase",
            "sqs:send StreamsKeepSnapshots",
            "sqs:send StreamsResume",
            "sqs:send StreamsSettleReview",
            "sqs:send StreamsWriteMails",
        },
    ),
    "SettleReview": (
        "ACCESS ACCOUNT AWARDS CONFLICT CONTACT CONTEST ENTRANT ENTRY INVITED JUDGE BLIND_COPY "
        "PLAN UNIT",
        "AUDIT CONTEST ENTRY JUDGE BLIND_COPY PLAN",
        {"sqs:consume StreamsSettleReview"},
    ),
    "Resume": (
        "AWARDS ENTRY WAIT",
        "",
        {
            "sqs:consume StreamsResume",
            "states:SendTaskSuccess AwardRound",
            "states:SendTaskSuccess EntryJourney",
            "states:StartExecution EntryJourney",
        },
    ),
    "Recover": (
        "AWARDS CONTEST CONTESTS ENTRY WAIT by_status",
        "AUDIT ENTRY",
        {
            "lambda:InvokeFunction KeepCalendar",
            "lambda:InvokeFunction MakeCertificates",
            "s3:ListBucketVersions StorageMedia",
            "s3:ListMultipartUploadParts media/*",
            "s3:PutObject media/*",
            "states:DescribeExecution AwardRound/executions",
            "states:DescribeExecution EntryJourney/executions",
            "states:GetExecutionHistory AwardRound/executions",
            "states:GetExecutionHistory EntryJourney/executions",
            "states:ListExecutions AwardRound",
            "states:ListExecutions EntryJourney",
            "states:SendTaskSuccess AwardRound",
            "states:SendTaskSuccess EntryJourney",
            "states:StartExecution AwardRound",
            "states:StartExecution EntryJourney",
            "states:StartExecution ViewingCopy",
            "states:StopExecution AwardRound/executions",
            "states:StopExecution EntryJourney/executions",
        },
    ),
    "WriteMails": (
        "ADDRESS AWARDS CEREMONY CONTEST ENTRY TAKEN_OFF",
        "MAIL",
        {"sqs:consume StreamsWriteMails", "sqs:send MailQueueMails"},
    ),
    "RemindHost": (
        "ADDRESS AWARDS CONTEST CONTESTS OBJECTION TAKEN_OFF by_status queue",
        "MAIL",
        {"sqs:send MailQueueMails"},
    ),
    "SendMails": (
        "ACCESS ACCOUNT CONSENT CONTACT ENTRY MAIL OBJECTOR RATE",
        "MAIL RATE",
        {"sqs:consume MailQueueMails"},
    ),
    "KeepCalendar": (
        "ACCESS ACCOUNT AWARDS CEREMONY CONFLICT CONTACT CONTEST ENTRANT ENTRY EXPIRY INVITED "
        "JUDGE OBJECTION PLAN UNIT by_status",
        "AUDIT AWARDS CONTEST ENTRY EXPIRY JUDGE PLAN",
        {"sqs:send SchedulesDeadLetters"},
    ),
    "Erase": (
        "ACCESS ACCOUNT AUDIT AWARDS CEREMONY CERTIFICATES CONFLICT CONSENT CONTACT CONTEST "
        "CONTESTS ENTRANT ENTRY ERASURE EXPIRY "
        "FINGERPRINTS FRAMES JUDGE MAIL BLIND_COPY MATCH MATCHES OBJECTION OBJECTOR PLAYING "
        "TAKEN_OFF "
        "UNIT VIEWING WINNERS by_status",
        "AUDIT AWARDS CERTIFICATES CONFLICT CONTEST ENTRY ERASURE EXPIRY JUDGE OBJECTION "
        "TAKEN_OFF WINNERS",
        {
            "s3:AbortMultipartUpload media/*",
            *DROP_COPIES,
            "s3:DeleteObjectVersion certificates/*",
            "s3:DeleteObjectVersion media/*",
            "s3:DeleteObjectVersion posters/*",
            "sqs:SendMessage StreamsErase",
            "sqs:consume StreamsErase",
        },
    ),
    "SealChains": (
        "AUDIT by_chain",
        "",
        {
            "s3:GetObjectVersion digests/*",
            "s3:ListBucketVersions StorageResults",
            "s3:PutObject digests/*",
            "sqs:send SchedulesDeadLetters",
        },
    ),
    "Tally": (
        "ACCESS ACCOUNT AWARDS CONFLICT CONTACT CONTEST ENTRANT ENTRY INVITED JUDGE UNIT by_status "
        "queue",
        "AUDIT AWARDS",
        {"s3:PutObject results/*"},
    ),
    "ProposeAwards": (
        "AWARDS CONTEST ENTRY MATCH MATCHES TAKEN_OFF",
        "AUDIT AWARDS",
        {"s3:GetObject results/*"},
    ),
    "KeepSnapshots": (
        "AWARDS CONTEST ENTRY SNAPSHOTS TAKEN_OFF",
        "SNAPSHOTS",
        {
            "s3:GetObject results/*",
            "s3:PutObject results/*",
            "sqs:consume StreamsKeepSnapshots",
        },
    ),
    "MakeCertificates": (
        "AWARDS CERTIFICATES CONTEST ENTRY TAKEN_OFF WINNERS",
        "AUDIT CERTIFICATES",
        {
            "s3:DeleteObjectVersion certificates/*",
            "s3:GetObject certificates/*",
            "s3:PutObject certificates/*",
        },
    ),
    "GrantAwards": (
        "AWARDS CONTEST ENTRY by_status",
        "AUDIT AWARDS ENTRY WINNERS",
        set(),
    ),
}

SENDERS = {"AccountApi", "SignInApi", "UnitApi", "SendMails"}
DELETES = {
    "Erase": "ACCESS ACCOUNT ADDRESS CONSENT CONTACT ENTRANT FINGERPRINTS FRAMES INVITED MAIL "
    "BLIND_COPY MATCHES MATCH OBJECTOR PLAYING UNIT VIEWING",
}
"""Which items any function may delete: neither entries, nor reviews, awards or records."""
CHECKS = {
    "AccountApi": "ACCESS",
    "HostApi": "ACCESS AWARDS CONTEST ERASURE",
    "InvitationSheetApi": "ACCESS ERASURE",
    "JudgeApi": "JUDGE",
    "KeepCalendar": "ACCESS CONTEST OBJECTION",
    "SettleReview": "CONTEST",
    "MediaPackageApi": "PACKAGE",
    "MakeCopy": "ENTRY",
    "PlanRendition": "ENTRY",
    "JoinPieces": "ENTRY",
    "ObjectionApi": "AWARDS",
    "EntrantCeremonyApi": "CEREMONY ERASURE",
    "UnitCeremonyApi": "CEREMONY ERASURE",
    "MakeCertificates": "AWARDS",
    "UploadApi": "ERASURE",
    "UnitApi": "ERASURE",
}
"""Which items a function may check the presence, or the version, of."""
