"""Renditions: films encoded anew with FFmpeg's libraries (PyAV), for every browser to play."""
