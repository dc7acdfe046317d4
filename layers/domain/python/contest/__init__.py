"""The rules of a video contest: pure, typed, without a clock, a network or a database of its own.

One module a stage of an entry's way (`upload`, `validate`, `screen`, `review`, `award`), beside
what they share: `rules`, `entry`, `refusals`, `audit`.
"""
