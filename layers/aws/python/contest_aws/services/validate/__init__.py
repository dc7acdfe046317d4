"""The verdict on an upload, its frames, and duplicate matches."""
