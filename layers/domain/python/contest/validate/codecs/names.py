"""Names of codecs as browsers are asked whether they play them (RFC 6381). Of H.264 and H.265 they
are in ISO/IEC 14496-15 annex E, of AV1 in its binding to ISO base media files, clause 5, of VP9 in
its own, `codecs` parameter."""

from collections.abc import Mapping

from contest.validate.codecs import esds

LONG_KIND = 31
"""Of sound: the kind stands in the six bits that follow (ISO/IEC 14496-3 table 1.16)."""
MPEG4 = {"mp4a": 0x40, "mp4v": 0x20}
"""Codings of which the configuration says more, by object type (ISO/IEC 14496-1 table 5)."""

REGISTERED = {"Opus": "opus", "fLaC": "flac"}
"""What browsers call them in every container."""


def codec_name(kind: str, boxes: Mapping[str, bytes]) -> str:
    """`kind`: of the sample entry; `boxes`: what is in it. Raises IndexError if it is too short."""
    config = next((boxes[name] for name in ("avcC", "hvcC", "av1C", "vpcC") if name in boxes), b"")
    if "avcC" in boxes:
        return f"{kind}.{config[1:4].hex()}"
    if "hvcC" in boxes:
        return f"{kind}.{_h265(config)}"
    if kind == "av01" and config:
        depth = 8 + 2 * (config[2] >> 6 & 1) + 2 * (config[2] >> 5 & 1)
        tier = "MH"[config[2] >> 7]
        return f"av01.{config[1] >> 5}.{config[1] & 31:02}{tier}.{depth:02}"
    if kind == "vp09" and config:
        return f"vp09.{config[4]:02}.{config[5]:02}.{config[6] >> 4:02}"
    stream = esds.stream_of(boxes.get("esds", b""))
    return f"{kind}.{_mpeg(kind, stream)}" if stream else REGISTERED.get(kind, kind)


def _h265(config: bytes) -> str:
    space, tier, profile = config[1] >> 6, "LH"[config[1] >> 5 & 1], config[1] & 31
    compatible = int(f"{int.from_bytes(config[2:6], 'big'):032b}"[::-1], 2)
    constraints = "".join(f".{byte:X}" for byte in config[6:12].rstrip(b"\0"))
    letter = ("", "A", "B", "C")[space]
    return f"{letter}{profile}.{compatible:X}.{tier}{config[12]}{constraints}"


def _mpeg(kind: str, stream: esds.Stream) -> str:
    config = stream.config
    if stream.kind != MPEG4.get(kind) or not config or kind == "mp4v":
        return f"{stream.kind:02X}"
    sound = config[0] >> 3
    if sound == LONG_KIND:
        sound = 32 + (int.from_bytes(config[:2], "big") >> 5 & 63)
    return f"{stream.kind:02X}.{sound}"
