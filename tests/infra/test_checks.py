"""What others check for us: cdk-nag, cfn-lint, and that nothing is bound to one partition."""

import json
import re

import pytest

SET_ASIDE = {
    "AwsSolutions-APIG4",
    "AwsSolutions-IAM5[Resource::*]",
    "AwsSolutions-IAM5[Resource::<StorageMedia9333CB25.Arn>/certificates/*]",
    "AwsSolutions-IAM5[Resource::<StorageMedia9333CB25.Arn>/exports/*]",
    "AwsSolutions-IAM5[Resource::<StorageMedia9333CB25.Arn>/media/*]",
    "AwsSolutions-IAM5[Resource::<StorageMedia9333CB25.Arn>/pieces/*]",
    "AwsSolutions-IAM5[Resource::<StorageMedia9333CB25.Arn>/posters/*]",
    "AwsSolutions-IAM5[Resource::<StorageMedia9333CB25.Arn>/viewing/*]",
    "AwsSolutions-IAM5[Resource::<StorageResultsB2A4FB2E.Arn>/digests/*]",
    "AwsSolutions-IAM5[Resource::<StorageResultsB2A4FB2E.Arn>/results/*]",
    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:*:*:execution:<AwardRoundB39AA63A.Name>:*]",
    "AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:*:*:execution:<EntryJourneyA79406CC.Name>:*]",
    "AwsSolutions-S1",
    "AwsSolutions-SQS3",
    "Serverless-LambdaDLQ",
    "Serverless-LambdaEventSourceMappingDestination",
    "Serverless-SQSRedrivePolicy",
}
WITHOUT_TRACING = {
    "AwsSolutions-SF2",
    "Serverless-LambdaTracing",
    "Serverless-StepFunctionStateMachineXray",
}

IGNORED_BY_CFN_LINT = [
    "W3005",  # the CDK names dependencies that are there anyway
]


def test_cdk_nag_finds_nothing(template):
    assert template.violations == []


def test_rules_are_set_aside_here_and_nowhere_else(template_for):
    assert set(template_for("us-east-1").acknowledged) == SET_ASIDE
    assert set(template_for("cn-north-1").acknowledged) == SET_ASIDE | WITHOUT_TRACING


def test_each_rule_set_aside_has_a_reason(template):
    assert [rule for rule, reason in template.acknowledged.items() if len(reason) < 20] == []


def test_cdk_nag_would_find_something(tmp_path):
    from aws_cdk import App, Stack, Validations
    from aws_cdk import aws_sqs as sqs
    from cdk_nag import AwsSolutionsChecks

    app = App(outdir=str(tmp_path))
    sqs.Queue(Stack(app, "Careless"), "Queue")
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))

    with pytest.raises(RuntimeError):
        app.synth()

    assert "AwsSolutions-SQS4" in (tmp_path / "validation-report.json").read_text()


@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1", "cn-northwest-1"])
def test_cfn_lint_finds_nothing(template_for, region):
    assert _linted(template_for(region).body, region) == []


def test_cfn_lint_would_find_what_china_has_not(template_for):
    body = template_for("cn-north-1").body
    users = {"Type": "AWS::Cognito::UserPool"}

    found = _linted({**body, "Resources": {**body["Resources"], "Users": users}}, "cn-north-1")

    assert [match.split()[0] for match in found] == ["E3006"]


def test_nothing_is_bound_to_one_partition(template):
    """Principals of services are named alike everywhere; all else comes from the partition."""
    body = json.dumps(template.body)
    found = set(re.findall(r"arn:aws[\w-]*:|[\w.-]*amazonaws\.com[\w.]*", body))

    assert {name for name in found if not _is_principal(name)} == set()


def _is_principal(name: str) -> bool:
    return name in {
        f"{service}.amazonaws.com"
        for service in ("apigateway", "cloudwatch", "events", "lambda", "scheduler", "states")
    }


def _linted(body, region: str) -> list[str]:
    from cfnlint.api import ManualArgs, lint

    # It knows a state machine's resources by the name of one partition only.
    text = json.dumps(body).replace("arn:${Partition}:states:", "arn:aws:states:")
    config = ManualArgs(regions=[region], ignore_checks=IGNORED_BY_CFN_LINT)
    return [f"{match.rule.id} {match.message}" for match in lint(text, config=config)]
