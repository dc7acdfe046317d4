"""The desk: each deed from load to commit, one module a stage, for HTTP, steps and command line
alike. The rules of the contest are the domain's; what a deed touches at once is said here."""
