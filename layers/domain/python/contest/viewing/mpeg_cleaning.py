"""Cleans MPEG-2 and MPEG-4 Visual samples and configurations of user data, where encoders write
their names (ISO/IEC 13818-2 clause 6.2.2.2.2, 14496-2 clause 6.2.2.1)."""

START, USER_DATA = b"\0\0\1", b"\0\0\1\xb2"


def without_user_data(data: bytes) -> bytes:
    at = data.find(USER_DATA)
    if at < 0:
        return data
    out, kept = list[bytes](), 0
    while at >= 0:
        out.append(data[kept:at])
        kept = data.find(START, at + len(USER_DATA))
        if kept < 0:
            return b"".join(out)
        at = data.find(USER_DATA, kept)
    return b"".join([*out, data[kept:]])
