"""`python -m infra.openapi` writes the document that is shipped, `functions/openapi.json`."""

import json
import sys

from infra.openapi.document import WordsMissingError, document
from infra.openapi.lambdas import FUNCTIONS

FILE = FUNCTIONS / "openapi.json"

WIDTH = 100


def compact(node: object, depth: int = 0) -> str:
    """JSON in which everything that fits is on one line, so that diffs are easy to read."""
    flat = json.dumps(node, ensure_ascii=False)
    if len(flat) + depth <= WIDTH or not isinstance(node, dict | list):
        return flat
    pad, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(node, list):
        return f"[{pad}{f',{pad}'.join(compact(one, depth + 1) for one in node)}{end}]"
    lines = (f"{json.dumps(name)}: {compact(one, depth + 1)}" for name, one in node.items())
    return f"{{{pad}{f',{pad}'.join(lines)}{end}}}"


if __name__ == "__main__":
    try:
        text = compact(document()) + "\n"
    except WordsMissingError as error:
        sys.exit(f"infra/openapi/words.py has nothing for:\n{error}")
    if "--print" in sys.argv:
        sys.stdout.write(text)
    else:
        FILE.write_text(text, encoding="utf-8", newline="\n")
