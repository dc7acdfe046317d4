"""Lists of a contest as .xlsx files, masked or, on record, in full."""
