"""An entrant's entries, their forms, and the upload of their videos."""
