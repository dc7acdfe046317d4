"""The domain of a video contest: typed values and pure functions, with no clock, network or store.

Each stage of an entry has a module or package of its own: `upload`, `validate`, `screen`, `review`
and `award`. They share `rules`, `entry`, `people`, `mail`, `spreadsheets`, `refusals`, `audit`.
"""
