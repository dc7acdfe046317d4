"""An entry: its form, its statuses, and the view of it that its entrant gets."""
