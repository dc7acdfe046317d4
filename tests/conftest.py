"""Property tests try the same cases in every run, and take their time; `make soak` tries others."""

import os

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("others", deadline=None)
settings.load_profile("others" if os.environ.get("LAUREL_SOAK") else "same")
