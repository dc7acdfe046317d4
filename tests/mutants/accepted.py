"""Changes that no test can or need notice, each with its reason."""

ACCEPTED: dict[str, str] = {}
