"""What a start finds is what was left, or one sentence that says why not."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from contest_aws.mail.adapters import SesMailer
from local.emulator import REPOSITORY, Emulator, LocalCloudError
from local.mailbox import letters
from tests.contest_aws.mail.test_smtp import any_mail

LOCAL_SENDER = "征集办公室 <contest@laurel.example>"
pytestmark = pytest.mark.enable_socket


def put(emulator, key):
    dynamodb = emulator.session.client("dynamodb")
    with contextlib.suppress(dynamodb.exceptions.ResourceInUseException):
        dynamodb.create_table(
            TableName="things",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        )
    dynamodb.put_item(TableName="things", Item={"pk": {"S": key}})


def keys(emulator):
    dynamodb = emulator.session.client("dynamodb")
    if "things" not in dynamodb.list_tables()["TableNames"]:
        return None
    return sorted(item["pk"]["S"] for item in dynamodb.scan(TableName="things")["Items"])


def stream_of(emulator):
    table = emulator.session.client("dynamodb").describe_table(TableName="things")["Table"]
    streams = emulator.session.client("dynamodbstreams")
    stream = {"StreamArn": table["LatestStreamArn"]}
    shard = streams.describe_stream(**stream)["StreamDescription"]["Shards"][0]
    place = streams.get_shard_iterator(
        **stream, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )
    records = streams.get_records(ShardIterator=place["ShardIterator"])["Records"]
    return [record["dynamodb"]["Keys"]["pk"]["S"] for record in records]


def kill(emulator):
    os.killpg(int(emulator.folder.running.read_text()), signal.SIGKILL)
    while True:
        try:
            emulator.check()
        except LocalCloudError as told:
            return str(told)
        time.sleep(0.01)


def test_finds_its_data_again_after_a_stop_even_on_another_port(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        emulator.save()
        put(emulator, "kept")
        s3 = emulator.session.client("s3")
        s3.create_bucket(Bucket="bucket")
        s3.put_bucket_versioning(Bucket="bucket", VersioningConfiguration={"Status": "Enabled"})
        first = s3.put_object(Bucket="bucket", Key="media/a", Body=b"first")["VersionId"]
        s3.put_object(Bucket="bucket", Key="media/a", Body=b"second")
        sqs = emulator.session.client("sqs")
        sqs.send_message(
            QueueUrl=sqs.create_queue(QueueName="queue")["QueueUrl"], MessageBody="queued"
        )
        emulator.session.client("ses").verify_domain_identity(Domain="laurel.example")
        SesMailer(LOCAL_SENDER, emulator.session.client("sesv2")).send(any_mail())

    with Emulator(tmp_path / "state", port=port + 1) as emulator:
        assert emulator.notice is None
        assert keys(emulator) == ["kept"]
        assert stream_of(emulator) == ["kept"]
        s3 = emulator.session.client("s3")
        found = s3.get_object(Bucket="bucket", Key="media/a", VersionId=first)
        assert found["Body"].read() == b"first"
        sqs = emulator.session.client("sqs")
        message = sqs.receive_message(QueueUrl=sqs.get_queue_url(QueueName="queue")["QueueUrl"])
        assert [m["Body"] for m in message["Messages"]] == ["queued"]
        [letter] = letters(emulator.port, to="zhou@example.com")
        assert (letter.sender, letter.subject, letter.text) == (
            LOCAL_SENDER,
            any_mail().subject,
            any_mail().text,
        )
        assert letters(emulator.port, to="li@example.com") == []


def test_goes_on_from_the_last_save_after_a_crash_and_says_so(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        put(emulator, "saved")
        emulator.save()
        put(emulator, "lost")
        assert "died: see the end of" in kill(emulator)

    with Emulator(tmp_path / "state", port=port) as emulator:
        when = emulator.folder.saved.read_text().strip()
        assert emulator.notice == (
            f"上次没有正常停止：从 {when} 保存的状态继续。\n"
            f"The last run did not stop in order: going on from what was saved at {when}."
        )
        assert keys(emulator) == ["saved"]
        emulator.save()

    with Emulator(tmp_path / "state", port=port) as emulator:
        assert emulator.notice is None


def test_says_that_the_cloud_has_died_whatever_failed_for_it(tmp_path, port):
    def use_a_dead_cloud():
        with Emulator(tmp_path / "state", port=port) as emulator:
            kill(emulator)
            put(emulator, "nowhere")

    with pytest.raises(LocalCloudError, match="The local cloud has died: see the end of"):
        use_a_dead_cloud()


def test_starts_afresh_when_nothing_whole_was_ever_saved(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        put(emulator, "half a deployment")

    with Emulator(tmp_path / "state", port=port) as emulator:
        assert emulator.notice is None
        assert keys(emulator) is None


def test_keeps_what_was_there_before_a_deployment_that_was_broken_off(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        emulator.save()
        put(emulator, "before")
        emulator.hold()
        put(emulator, "half done")

    with Emulator(tmp_path / "state", port=port) as emulator:
        assert keys(emulator) == ["before"]


def test_saves_and_ends_when_laurel_itself_is_killed(tmp_path, port):
    state = tmp_path / "state"
    program = (
        "import sys, time; from pathlib import Path; from local.emulator import Emulator\n"
        f"emulator = Emulator(Path({str(state)!r}), port={port}); emulator.start()\n"
        "emulator.save(); emulator.session.client('sqs').create_queue(QueueName='kept')\n"
        "print('up', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-c", program], cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
    ) as laurel:
        assert laurel.stdout.readline() == "up\n"
        laurel.kill()

    with Emulator(state, port=port) as emulator:
        assert emulator.notice is None
        queues = emulator.session.client("sqs").list_queues()["QueueUrls"]
        assert queues == [f"{emulator.endpoint}/000000000000/kept"]


def test_names_the_version_of_an_object_in_its_event(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        s3, sqs, events = (emulator.session.client(name) for name in ("s3", "sqs", "events"))
        s3.create_bucket(Bucket="bucket")
        s3.put_bucket_versioning(Bucket="bucket", VersioningConfiguration={"Status": "Enabled"})
        s3.put_bucket_notification_configuration(
            Bucket="bucket", NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        queue = sqs.create_queue(QueueName="queue")["QueueUrl"]
        events.put_rule(Name="uploads", EventPattern='{"source": ["aws.s3"]}')
        target = "arn:aws:sqs:us-east-1:000000000000:queue"
        events.put_targets(Rule="uploads", Targets=[{"Id": "queue", "Arn": target}])
        sqs.set_queue_attributes(
            QueueUrl=queue,
            Attributes={
                "Policy": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", '
                '"Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage", '
                f'"Resource": "{target}"}}]}}'
            },
        )
        version = s3.put_object(Bucket="bucket", Key="media/a", Body=b"a")["VersionId"]
        message = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=5)["Messages"][0]
        assert f'"version-id": "{version}"' in message["Body"]


def test_gives_a_range_of_a_version(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        s3 = emulator.session.client("s3")
        s3.create_bucket(Bucket="bucket")
        s3.put_bucket_versioning(Bucket="bucket", VersioningConfiguration={"Status": "Enabled"})
        version = s3.put_object(Bucket="bucket", Key="a", Body=b"0123456789")["VersionId"]
        s3.put_object(Bucket="bucket", Key="a", Body=b"something else")

        def read(wanted):
            found = s3.get_object(Bucket="bucket", Key="a", VersionId=version, Range=wanted)
            return found["Body"].read(), found["ContentRange"]

        assert read("bytes=2-4") == (b"234", "bytes 2-4/10")
        assert read("bytes=8-99") == (b"89", "bytes 8-9/10")


def test_a_stop_leaves_nothing_that_the_next_start_does_not_need(tmp_path, port):
    with Emulator(tmp_path / "state", port=port) as emulator:
        emulator.save()
        emulator.folder.assembly.mkdir()
        (emulator.folder.scratch / "function").mkdir()
    left = {path.name for path in (tmp_path / "state").iterdir()}
    assert left & {"scratch", "cdk.out"} == set()
    assert {"services", "objects", "saved", "stamp.json"} <= left
