"""What an mp4 is, by ISO/IEC 14496-12 and -15, and whether its words hold: pure, over bytes that
are asked for by offset and length.

In order of reading: `boxes`, `gate` (nothing goes further that does not pass it), `track_header`,
`sample_entry`, `sps`, `sample_tables`, `fragments`; then what is held against what, `spans`,
`placement`, `key_frames`, `crosscheck`, and the facts in `measure`. `stills` chooses what to show.
"""
