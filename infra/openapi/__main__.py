"""`python -m infra.openapi`: write the document that is shipped, `functions/openapi.json`."""

import json
import sys

from infra.openapi.document import WordsMissingError, document
from infra.openapi.doors import FUNCTIONS

FILE = FUNCTIONS / "openapi.json"

if __name__ == "__main__":
    try:
        text = json.dumps(document(), ensure_ascii=False, indent=1) + "\n"
    except WordsMissingError as error:
        sys.exit(f"infra/openapi/words.py has nothing for:\n{error}")
    if "--print" in sys.argv:
        sys.stdout.write(text)
    else:
        FILE.write_text(text, encoding="utf-8", newline="\n")
