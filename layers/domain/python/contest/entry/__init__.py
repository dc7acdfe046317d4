"""An entry: its form, its statuses, and what its entrant is shown of it."""
