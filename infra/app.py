"""Entry point of the CDK app. `docs/deploy.md` lists the context values that `-c` accepts."""

import os

from aws_cdk import App, CliCredentialsStackSynthesizer, Environment

from infra.build import build_layers
from infra.deployment import LOCAL_ASSETS, deployment_from
from infra.stack import LaurelStack


def main() -> None:
    app = App()
    context = app.node.try_get_context
    local = str(context("local")).lower() == "true"
    region = os.environ.get("CDK_DEFAULT_REGION")
    LaurelStack(
        app,
        context("stack") or "Laurel",
        deployment=deployment_from(
            context,
            assets=build_layers("local" if local else "lambda"),
            local=local,
            region=region,
        ),
        env=Environment(account=os.environ.get("CDK_DEFAULT_ACCOUNT"), region=region),
        # The local cloud enforces IAM and refuses the CDK's own publishing roles.
        synthesizer=CliCredentialsStackSynthesizer(file_assets_bucket_name=LOCAL_ASSETS)
        if local
        else None,
    )
    app.synth()


if __name__ == "__main__":
    main()
