"""What a function may do, read back from the policies in the template."""

from typing import Any

from contest_aws.store import keys

READ = {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"}
WRITES = {
    "dynamodb:PutItem": "puts",
    "dynamodb:DeleteItem": "deletes",
    "dynamodb:ConditionCheckItem": "checks",
}
INDEXES = {keys.BY_STATUS: {"STATUS"}, keys.QUEUE: {"STATUS"}, keys.BY_CHAIN: {"CHAINS"}}
WHOLE = {
    "sqs:consume": {
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
    },
    "sqs:send": {"sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"},
    "dynamodb:stream": {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
    },
}
"""What event sources need, as one right."""


def rights_of(template, function: str) -> dict[str, set[str]]:
    rights: dict[str, set[str]] = {
        kind: set() for kind in ("reads", "puts", "deletes", "checks", "others")
    }
    for statement in _statements(template, function):
        assert statement["Effect"] == "Allow"
        actions = _as_set(statement["Action"])
        if actions == READ:
            rights["reads"] |= _prefixes(statement, "TableItems")
        elif len(actions) == 1 and (kind := WRITES.get(*actions)):
            rights[kind] |= _prefixes(statement, "TableItems")
        elif actions == {"dynamodb:Query"}:
            _, _, index = name_of(statement["Resource"]).rpartition("/")
            assert _prefixes(statement, f"TableItems/index/{index}") == INDEXES[index]
            rights["reads"].add(index)
        else:
            named = _named(actions, statement["Resource"], function)
            rights["others"] |= {right + _sender(statement) for right in named}
    return rights


def _sender(statement: dict[str, Any]) -> str:
    """The address that a right to send mails is limited to, as ` as contest@example.org`."""
    condition = statement.get("Condition", {"StringEquals": {"ses:FromAddress": ""}})
    (limit,) = condition.items()
    assert limit[0] == "StringEquals"
    assert set(limit[1]) == {"ses:FromAddress"}
    address = limit[1]["ses:FromAddress"]
    return f" as {address}" if address else ""


def _statements(template, function: str) -> list[dict[str, Any]]:
    """Of the role's own policy and of those attached to it."""
    role = template.resource("AWS::Lambda::Function", function)["Role"]["Fn::GetAtt"][0]
    (made,) = (p for n, p in template.resources("AWS::IAM::Role").items() if n == role)
    assert set(made) == {"AssumeRolePolicyDocument"}, "rights stand in policies alone"
    return [
        statement
        for policy in template.resources("AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def _prefixes(statement: dict[str, Any], resource: str) -> set[str]:
    """The partition keys' beginnings that the statement is limited to, `ENTRY#*` as ENTRY."""
    assert name_of(statement["Resource"]) == resource
    (limit,) = statement["Condition"].items()
    assert limit[0] == "ForAllValues:StringLike"
    assert set(limit[1]) == {"dynamodb:LeadingKeys"}
    patterns = _as_set(limit[1]["dynamodb:LeadingKeys"])
    assert all(pattern.endswith("#*") for pattern in patterns)
    return {pattern.removesuffix("#*") for pattern in patterns}


def _named(actions: set[str], resources: Any, function: str) -> set[str]:
    for whole, parts in WHOLE.items():
        if parts <= actions:
            actions = actions - parts | {whole}
    listed = resources if isinstance(resources, list) else [resources]
    names = {name_of(resource) for resource in listed}
    return {
        f"{action} {'own' if name == f'{function}Log' else name}"
        for action in actions
        for name in names
    }


def name_of(resource: Any) -> str:
    """`{"Fn::GetAtt": ["TableItems4E2090AD", "Arn"]}` is TableItems; of objects, their pattern."""
    match resource:
        case str():
            return resource
        case {"Fn::GetAtt": [logical_id, _]} | {"Ref": logical_id}:
            return str(logical_id)[:-8]
        case {
            "Fn::Join": [
                "",
                [
                    inner,
                    (
                        "/media/*"
                        | "/posters/*"
                        | "/viewing/*"
                        | "/pieces/*"
                        | "/certificates/*"
                        | "/exports/*"
                    ) as objects,
                ],
            ]
        }:
            assert name_of(inner) == "StorageMedia"
            return str(objects)[1:]
        case {"Fn::Join": ["", [inner, ("/results/*" | "/digests/*") as objects]]}:
            assert name_of(inner) == "StorageResults"
            return str(objects)[1:]
        case {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, str(rest)]]}:
            return rest.split(":", 4)[-1]
        case {"Fn::Join": ["", [*_, ":states:*:*:execution:", machine, ":*"]]}:
            return f"{name_of(machine)}/executions"
        case {"Fn::Join": ["", [inner, str(rest)]]}:
            return name_of(inner) + rest
    raise AssertionError(f"a resource that this test does not know: {resource}")


def _as_set(value: str | list[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)
