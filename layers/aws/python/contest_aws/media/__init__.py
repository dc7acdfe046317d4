"""The media bucket: uploads, ranged reads, MediaInfo, key frames and posters, and deletion."""
