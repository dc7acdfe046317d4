"""One CloudFormation stack, written with the CDK. Nothing here runs in a function."""
