"""Reads what a file says about AI: the label of GB 45438-2025 under `AIGC`, and C2PA's content
credentials. Pure, bounded, and believed by nobody: anyone can write or remove them.

In order of reading: `file_labels` (what is found), `aigc` (a value), `places` and `xmp` (where
values stand), `credentials`, and `search`, which goes through a file.
"""
