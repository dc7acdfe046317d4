"""Fragmented mp4 files (ISO/IEC 14496-12 clause 8.8): what one movie fragment says, how fragments
are found, by an index or by a walk, and how long the tracks last that they make."""
