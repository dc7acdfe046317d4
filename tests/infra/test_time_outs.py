"""No function ends before the calls that it waits for: each time-out against those of the mail
server, of the gateway and of the queue.

* A client's time-outs and tries add up, and must stay below the function's:
  https://repost.aws/knowledge-center/lambda-function-retry-timeout-sdk
* A queue hides a message for at least six times the function's time-out, or it is delivered again
  while it is worked on:
  https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
* API Gateway waits for 30 seconds at the most:
  https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""

import pytest

from contest_aws.clients import PATIENT, QUICK, for_bucket
from contest_aws.mail.adapters import CONNECT, ONCE, SECRETS, TOTAL
from infra import function_specs, mail_queue
from tests.infra.rights import RIGHTS, SENDERS

GATEWAY, SIX = 30, 6
CALL_THE_BUCKET = {
    "AwardApi",
    "ExportApi",
    "HostAuditApi",
    "UploadApi",
    "ValidateUpload",
    "TakeFrames",
    "MakeCopy",
    "PlanRendition",
    "EncodePiece",
    "JoinPieces",
    "Tally",
    "ProposeAwards",
    "Recover",
    "Erase",
}
"""The judges' and screeners' functions only sign addresses."""


def longest(config):
    """Seconds of a call that is never answered: each try connects and waits, and pauses before the
    next one, up to 1, 2, 4, 8, 16 and then 20 seconds
    (https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html)."""
    tries = config.retries["total_max_attempts"]
    pauses = sum((1, 2, 4, 8, 16, 20, 20)[: tries - 1])
    return tries * (config.connect_timeout + config.read_timeout) + pauses


def seconds_of(template, function):
    return template.resource("AWS::Lambda::Function", function)["Timeout"]


@pytest.mark.parametrize("function", sorted(RIGHTS))
def test_a_call_that_hangs_has_ended_before_its_function(template, function):
    longest_call = longest(QUICK)
    if function in CALL_THE_BUCKET:
        longest_call = longest(for_bucket())
    assert longest_call < seconds_of(template, function)


def test_a_busy_table_leaves_time_for_the_pictures(template):
    """Three tries of 4 seconds, and pauses of 1 + 2: 12 + 3."""
    assert longest(PATIENT) == 15
    assert 5 * longest(PATIENT) < seconds_of(template, "TakeFrames")


def test_one_mail_takes_no_longer_than_it_may():
    assert longest(ONCE) == TOTAL
    assert CONNECT < TOTAL


@pytest.mark.parametrize("function", sorted(SENDERS - {"SendMails"}))
def test_whoever_mails_somebody_who_waits_has_time_for_it(template, function):
    needed = longest(SECRETS) + TOTAL + longest(QUICK)
    assert needed <= seconds_of(template, function) < GATEWAY


def test_a_batch_of_mails_with_their_copies_is_sent_in_time(template):
    needed = longest(SECRETS) + mail_queue.BATCH * 2 * TOTAL
    assert needed < seconds_of(template, "SendMails")


def test_no_function_behind_the_gateway_outlasts_it(template):
    names = [spec.name for spec in (*function_specs.APIS.values(), function_specs.PAGES)]
    assert [name for name in names if seconds_of(template, name) >= GATEWAY] == []


def test_a_queue_hides_a_message_for_six_times_its_functions_time_out(template):
    mappings = template.resources("AWS::Lambda::EventSourceMapping").values()
    found = 0
    for mapping in mappings:
        queue = mapping["EventSourceArn"]["Fn::GetAtt"][0]
        hidden = template.resources("AWS::SQS::Queue").get(queue, {}).get("VisibilityTimeout")
        if hidden is None:
            continue  # the table's stream
        function = template.resources("AWS::Lambda::Function")[mapping["FunctionName"]["Ref"]]
        window = mapping.get("MaximumBatchingWindowInSeconds", 0)
        assert hidden >= SIX * function["Timeout"] + window
        found += 1
    assert found == len(function_specs.CONSUMERS) + 2
