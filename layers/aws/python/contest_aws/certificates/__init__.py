"""Makes the files of certificates. Typst is a large library: only who makes files imports this."""
