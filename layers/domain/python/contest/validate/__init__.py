"""The facts measured in an upload, the verdict under the rules, and matches with other works."""
