"""The service layer: each action from load to commit, for HTTP, state machines and the command
line.

It has one subpackage for each stage, and one each for people, units and upkeep. The rules of the
contest are in `contest`; a service decides what one transaction writes."""
