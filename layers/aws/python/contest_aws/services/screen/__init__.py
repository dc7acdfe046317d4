"""A screener's decision."""
