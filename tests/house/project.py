"""What pyproject.toml says of the project."""

import tomllib

from tests.house.definitions import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
VERSION = PROJECT["version"]
