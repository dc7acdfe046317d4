"""`python -m infra.openapi`: write the document that is shipped, `functions/openapi.json`."""

import json
import sys

from infra.openapi.document import document
from infra.openapi.doors import FUNCTIONS
from infra.openapi.examples import ExampleMissingError

FILE = FUNCTIONS / "openapi.json"

if __name__ == "__main__":
    try:
        text = json.dumps(document(), ensure_ascii=False, indent=1) + "\n"
    except ExampleMissingError as error:
        sys.exit(str(error))
    if "--print" in sys.argv:
        sys.stdout.write(text)
    else:
        FILE.write_text(text, encoding="utf-8", newline="\n")
