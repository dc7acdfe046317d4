"""`python -m tests.house`: what breaks a law of the tree, or defines a retired name."""

import sys

from tests.house import laws, retired_names
from tests.house.definitions import all_definitions


def main() -> None:
    lines = [*laws.complaints(), *sorted(retired_names.complaints(all_definitions()))]
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.exit(f"{len(lines)} things break the laws of the tree." if lines else 0)


if __name__ == "__main__":
    main()
