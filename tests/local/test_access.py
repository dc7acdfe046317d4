"""The developer's own AWS account is out of reach of whatever runs on the local cloud."""

from botocore.config import Config

from local import access


def test_the_environment_has_nothing_of_the_developers_aws_settings():
    own = {
        "PATH": "/usr/bin",
        "AWS_PROFILE": "production",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_SESSION_TOKEN": "real",
        "AWS_ENDPOINT_URL_DYNAMODB": "https://elsewhere.example",
        "HTTPS_PROXY": "http://proxy.example:8080",
        "NO_PROXY": "intranet.example",
    }
    assert access.environment(4600, base=own) == {
        "PATH": "/usr/bin",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": "http://127.0.0.1:4600",
        "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:4600",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_EC2_METADATA_DISABLED": "true",
        "HTTPS_PROXY": "http://proxy.example:8080",
        "NO_PROXY": "intranet.example,127.0.0.1",
        "no_proxy": "intranet.example,127.0.0.1",
    }


def test_a_session_takes_nothing_from_the_developers_settings(tmp_path, monkeypatch):
    config = tmp_path / "config"
    config.write_text("[profile production]\nregion = cn-north-1\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAREAL")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "https://elsewhere.example")

    session = access.session(4600)
    client = session.client("s3")

    assert session.get_credentials().access_key == "test"
    assert client.meta.endpoint_url == "http://127.0.0.1:4600"
    assert client.meta.region_name == "us-east-1"
    signed = client.generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"})
    assert signed.startswith("http://127.0.0.1:4600/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&")


def test_what_a_client_asks_for_itself_is_added_to_the_settings_of_the_local_cloud(monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:8080")
    client = access.session(4600).client("s3", config=Config(user_agent_extra="laurel"))
    assert client.meta.config.user_agent_extra == "laurel"
    assert client.meta.config.proxies == {}
    assert client.meta.endpoint_url == "http://127.0.0.1:4600"
