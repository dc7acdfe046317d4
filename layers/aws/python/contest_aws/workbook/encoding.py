"""The text of a file in one of the encodings that programs on a Chinese machine write: UTF-8 with
or without a byte-order mark, UTF-16 with one, or GB18030."""

MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def decoded(file: bytes) -> str | None:
    """None if the file is no text in any of them."""
    marked = next((name for mark, name in MARKS.items() if file.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return file.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
