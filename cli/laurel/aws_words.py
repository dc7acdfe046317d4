"""Errors of AWS and of files as sentences in both languages that say what to do."""

import re

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    ProxyConnectionError,
)

from contest.model import Text

NO_CREDENTIALS = Text(
    zh="没有 AWS 凭证。请先登录 AWS，或设置 AWS_PROFILE；本机演练的设置由 make run 显示。",
    en="There are no AWS credentials. Sign in to AWS or set AWS_PROFILE; `make run` prints the "
    "settings of the local cloud.",
)
NO_REGION = Text(
    zh="没有指定区域，请设置 AWS_DEFAULT_REGION。",
    en="There is no region. Set AWS_DEFAULT_REGION.",
)
UNREACHABLE = Text(
    zh="无法连接，请检查网络和 AWS_ENDPOINT_URL；本机演练请先运行 make run。",
    en="No connection. Check the network and AWS_ENDPOINT_URL; for the local cloud, run `make run` "
    "first.",
)
DENIED = Text(
    zh="当前的 AWS 身份没有此项权限。",
    en="This AWS identity lacks the right to do this.",
)
FAILED = Text(zh="AWS 没有完成此操作。", en="AWS did not do this.")
NO_ANSWER = Text(
    zh="AWS 没有应答，操作可能已完成。请先查看结果，再决定是否重做。",
    en="AWS did not answer, and may have done this. Look before you repeat it.",
)
EXPIRED = Text(zh="AWS 登录已过期，请重新登录。", en="The AWS session has expired. Sign in again.")
BY_CODE = {
    "AccessDenied": DENIED,
    "AccessDeniedException": DENIED,
    "UnauthorizedOperation": DENIED,
    "ExpiredToken": EXPIRED,
    "ExpiredTokenException": EXPIRED,
}
FILES: tuple[tuple[type[OSError], Text], ...] = (
    (FileNotFoundError, Text(zh="没有这个文件。", en="There is no such file.")),
    (FileExistsError, Text(zh="文件已存在，不会覆盖。", en="The file exists, and is kept.")),
    (IsADirectoryError, Text(zh="这是文件夹。", en="This is a folder.")),
    (PermissionError, Text(zh="没有权限读写。", en="It may not be read or written.")),
)


def no_stack(name: str) -> Text:
    return Text(
        zh=f"没有名为 {name} 的 Laurel 堆栈。请用 --stack 或 LAUREL_STACK 指定，并检查区域。",
        en=f"There is no Laurel stack {name}. Name it by --stack or LAUREL_STACK, and check the "
        "region.",
    )


def unreadable_stack(name: str) -> Text:
    return Text(
        zh=f"堆栈 {name} 由另一版本的 Laurel 部署，其输出无法读取。请先部署（cdk deploy），"
        "或更新本机的 Laurel。",
        en=f"Another version of Laurel made the stack {name}, and its outputs cannot be read. "
        "Deploy first (cdk deploy), or update your checkout.",
    )


def other_version(*, deployed: str, own: str) -> Text:
    versions = f"{deployed} / {own}"
    if _numbers(own) < _numbers(deployed):
        return Text(
            zh=f"部署的 Laurel 比本机的新（{versions}）。请先更新本机的 Laurel（docs/deploy.md）。",
            en=f"The deployed Laurel is newer than this one ({versions}). Update your checkout "
            "(docs/deploy.md).",
        )
    return Text(
        zh=f"部署的 Laurel 比本机的旧（{versions}）。请先部署（cdk deploy）。",
        en=f"The deployed Laurel is older than this one ({versions}). Deploy first (cdk deploy).",
    )


def _numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def of_aws(error: BotoCoreError | ClientError) -> Text:
    match error:
        case NoCredentialsError():
            return NO_CREDENTIALS
        case NoRegionError():
            return NO_REGION
        case EndpointConnectionError() | ConnectTimeoutError() | ProxyConnectionError():
            return UNREACHABLE
        case HTTPClientError():  # among them ReadTimeoutError and ConnectionClosedError
            known = NO_ANSWER
        case ClientError():
            known = BY_CODE.get(error.response["Error"]["Code"], FAILED)
        case _:
            known = FAILED
    return Text(zh=known.zh, en=f"{known.en} ({error})")


def of_file(error: OSError) -> Text:
    said = next((text for kind, text in FILES if isinstance(error, kind)), None)
    name = error.filename or ""
    if said is None:
        return Text(zh=f"{name}：无法读写。", en=f"It cannot be read or written: {error}")
    return Text(zh=f"{name}：{said.zh}", en=said.en)
