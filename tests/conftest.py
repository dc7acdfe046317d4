"""Property tests try the same cases in every run, and take their time; `make soak` tries others."""

import os

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("others", deadline=None)
settings.load_profile("others" if os.environ.get("LAUREL_SOAK") else "same")

# A width that is there before the first table is printed holds for all of them, whatever a test
# asks for; pytest-xdist tells its workers the terminal's.
os.environ.pop("COLUMNS", None)
