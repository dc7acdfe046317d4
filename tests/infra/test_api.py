"""Which paths there are, and who may ask from where."""

import json

from contest.upload import part_size_of
from tests.infra.policies import name_of


def test_each_audience_has_a_path_and_a_function(template):
    routes = template.resources("AWS::ApiGatewayV2::Route").values()
    integrations = template.resources("AWS::ApiGatewayV2::Integration")
    functions = {
        name: name_of(integration["IntegrationUri"]) for name, integration in integrations.items()
    }

    assert {
        route["RouteKey"]: functions[route["Target"]["Fn::Join"][1][1]["Ref"]] for route in routes
    } == {
        "ANY /account": "AccountApi",
        "ANY /account/{proxy+}": "AccountApi",
        "ANY /entrant/{proxy+}": "UploadApi",
        "ANY /entrant/{contest_id}/entries/{entry_id}/comments": "CommentsApi",
        "ANY /entrant/{contest_id}/entries/{entry_id}/ceremony": "EntrantCeremonyApi",
        "ANY /host/{contest_id}/ceremony": "HostCeremonyApi",
        "ANY /host/{contest_id}/ceremony.xlsx": "HostCeremonyApi",
        "ANY /unit/{contest_id}/ceremony": "UnitCeremonyApi",
        "ANY /host/{proxy+}": "HostApi",
        "ANY /host/{contest_id}/audit": "HostAuditApi",
        "ANY /host/{contest_id}/audit/verification": "HostAuditApi",
        "ANY /host/{contest_id}/awards": "AwardApi",
        **{
            f"ANY /host/{{contest_id}}/awards/{{award_round}}{below}": "AwardApi"
            for below in (
                "",
                "/confirmation",
                "/discard",
                "/objections",
                "/objections/{objection}",
                "/objections/{objection}/answer",
                "/preview",
                "/results",
                "/results.xlsx",
                "/revocations",
                "/snapshots",
            )
        },
        "ANY /host/{contest_id}/exports": "ExportApi",
        "ANY /host/{contest_id}/exports/{export}": "ExportApi",
        "ANY /host/{contest_id}/invitations/sheet": "InvitationSheetApi",
        "ANY /host/{contest_id}/invitations/sheets": "InvitationSheetApi",
        "ANY /host/{contest_id}/invitations/sheets/{sha256}/commit": "InvitationSheetApi",
        "ANY /host/{contest_id}/media-packages": "HostPackageApi",
        "ANY /host/{contest_id}/media-packages/{package}/end": "HostPackageApi",
        "ANY /judge/{proxy+}": "JudgeApi",
        "ANY /public": "PublicApi",
        "ANY /public/{proxy+}": "PublicApi",
        "ANY /public/{contest_id}/gallery": "GalleryApi",
        "ANY /public/{contest_id}/gallery/{winner}": "GalleryApi",
        "ANY /public/{contest_id}/media-package": "MediaPackageApi",
        "ANY /public/{contest_id}/media-package/list.xlsx": "MediaPackageApi",
        "ANY /public/{contest_id}/objections": "ObjectionApi",
        "ANY /public/{contest_id}/objections/answer": "ObjectionApi",
        "ANY /screener/{proxy+}": "ScreenerApi",
        "ANY /sign-in/{proxy+}": "SignInApi",
        "ANY /unit/{proxy+}": "UnitApi",
        "GET /": "Pages",
        "GET /{proxy+}": "Pages",
    }


def test_api_is_throttled_and_logged(template):
    stage = template.resource("AWS::ApiGatewayV2::Stage", "HttpStage")

    assert stage["StageName"] == "$default"
    assert json.loads(stage["AccessLogSettings"]["Format"])["requestId"] == "$context.requestId"


LEAST_ALLOWED, LEAST_BURST = 2500, 1250
"""What an account may have in the regions that allow least, with all its other APIs:
https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"""
FILM, LAST_HOURS, WORKS = 680 * 10**6, 6, 20_000


def test_all_works_may_be_uploaded_on_the_last_evening(template):
    """Each part is signed by a request, and at the peak there are twice as many as on average. A
    request that is turned away may make a work late."""
    settings = template.resource("AWS::ApiGatewayV2::Stage", "HttpStage")["DefaultRouteSettings"]
    parts = -(-FILM // part_size_of(FILM))
    on_average = WORKS * parts / (LAST_HOURS * 3600)

    assert 119 < on_average < 121
    assert 4 * 2 * on_average < settings["ThrottlingRateLimit"] < LEAST_ALLOWED
    assert 2 * on_average < settings["ThrottlingBurstLimit"] < LEAST_BURST


def test_routes_that_write_for_strangers_are_slower(template):
    """A flood of codes must not use up what uploads need. The stage can name a route only once it
    is there, and what it says of one replaces all that it says of others."""
    [stage] = template.resources("AWS::ApiGatewayV2::Stage").values()
    routes = template.body["Resources"]
    slow = stage["RouteSettings"]

    assert set(slow) == {
        "ANY /public/{contest_id}/media-package",
        "ANY /public/{contest_id}/media-package/list.xlsx",
        "ANY /public/{contest_id}/objections",
        "ANY /public/{contest_id}/objections/answer",
        "ANY /sign-in/{proxy+}",
    }
    assert [settings.keys() for settings in slow.values()] == [
        stage["DefaultRouteSettings"].keys()
    ] * len(slow)
    assert {settings["ThrottlingRateLimit"] for settings in slow.values()} == {200}
    assert {settings["DetailedMetricsEnabled"] for settings in slow.values()} == {True}
    [made] = [one for one in routes.values() if one["Type"] == "AWS::ApiGatewayV2::Stage"]
    first = {routes[name]["Properties"].get("RouteKey") for name in made["DependsOn"]}
    assert set(slow) <= first


def test_browsers_of_the_site_may_put_parts_and_read_their_tags(template_for):
    media = template_for("us-east-1", site_origin="https://contest.example.org").resource(
        "AWS::S3::Bucket", "StorageMedia"
    )

    (rule,) = media["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == ["https://contest.example.org"]
    assert rule["AllowedMethods"] == ["GET", "PUT"]
    assert rule["ExposedHeaders"] == ["ETag"]


def test_pages_may_reach_the_bucket_at_the_regions_own_host(template):
    settings = template.resource("AWS::Lambda::Function", "Pages")["Environment"]["Variables"]

    _, (*parts,) = settings["LAUREL_MEDIA_ORIGINS"]["Fn::Join"]
    names = [part["Fn::GetAtt"][1] for part in parts if isinstance(part, dict)]
    assert names == ["RegionalDomainName"]
    assert "".join(part for part in parts if isinstance(part, str)) == "https://"


def test_site_is_the_api_itself_unless_told_otherwise(template):
    media = template.resource("AWS::S3::Bucket", "StorageMedia")

    (origin,) = media["CorsConfiguration"]["CorsRules"][0]["AllowedOrigins"]
    assert origin == template.body["Outputs"]["ApiUrl"]["Value"]
