"""The facts measured in an upload, the verdict of the rules, and copies of other works."""
