"""What the validation of an upload finds, its frames, and suspected duplicates."""
