"""Reads mp4 files by ISO/IEC 14496-12 and -15, and checks whether what they declare is true. Pure;
bytes are requested by offset and length.

In order of reading: `boxes`, `movie_box`, `foreign`, `gate` (a file that does not pass goes no
further), `track_header`, `sample_entry`, `sample_tables` with `composition`, `fragments`; then the
comparisons in `spans`, `placement`, `key_frames` and `crosscheck`, and the facts in `measure`.
`stills` chooses the key frames to show. What samples say is read by `codecs`.
"""
