"""Each action from load to commit, for HTTP, state machines and the command line alike.

One subpackage a stage, and one each for people, units and upkeep. The rules of the contest are in
`contest`; a service says what is written in one transaction.
"""
