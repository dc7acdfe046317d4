"""Films with what tools write about AI, and what each says: made by ffmpeg where it can write the
form, and by hand after the standard where it cannot."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import NamedTuple

import av

from contest.validate.labels.file_labels import AigcLabel, AiStatement, FileLabels, LabelProblem
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.contest.viewing.films import COPY, plain
from tests.contest.viewing.marks import FULL, HANDLER, XMP, body_of, changed, muxed
from tests.corpus.muxer import u32
from tests.truth.surgery import at_end, before
from tests.truth.tools import film, kept

FIELDS = {
    "Label": "1",
    "ContentProducer": "001191610133596325171T12566",
    "ProduceID": "BGVIDEO20250001",
    "ReservedCode1": "BGAI001",
    "ContentPropagator": "001191610133596325171T22588",
    "PropagateID": "BGVD20250011",
    "ReservedCode2": "BGAI002",
}
"""The seven of GB 45438-2025, appendix E."""
VALUE = json.dumps(FIELDS, separators=(",", ":"))
MAYBE = VALUE.replace('"Label":"1"', '"Label":"2"')
IDENTIFYING = tuple(value for name, value in FIELDS.items() if name != "Label")
NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
CREDENTIALS = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class Labelled(NamedTuple):
    make: Callable[[], bytes]
    labels: FileLabels


def found(place: str, says: AiStatement = AiStatement.MADE) -> AigcLabel:
    return AigcLabel(
        place=place,
        says=says,
        content_producer="001191610133596325171T12566",
        produce_id="BGVIDEO20250001",
        reserved_code1="BGAI001",
        content_propagator="001191610133596325171T22588",
        propagate_id="BGVD20250011",
        reserved_code2="BGAI002",
    )


def one(make: Callable[[], bytes], place: str, says: AiStatement = AiStatement.MADE) -> Labelled:
    return Labelled(make, FileLabels(aigc=(found(place, says),)))


def wrong(value: str, problem: LabelProblem) -> Labelled:
    place = "moov/udta/meta/ilst/AIGC"
    return Labelled(keyed(value), FileLabels(aigc=(AigcLabel(place=place, problem=problem),)))


def keyed(value: str) -> Callable[[], bytes]:
    """As the practice guide's example: ffmpeg's `use_metadata_tags`."""
    return muxed("-movflags", "use_metadata_tags", "-metadata", f"AIGC={value}")


def by_a_later_ffmpeg() -> bytes:
    def make(path: Path) -> None:
        options = {"movflags": "use_metadata_tags"}
        with av.open(str(plain())) as old, av.open(str(path), "w", options=options) as new:
            streams = {
                stream: new.add_stream_from_template(stream)
                for stream in (*old.streams.video, *old.streams.audio)
            }
            new.metadata["AIGC"] = VALUE
            for packet in old.demux(*streams):
                if packet.dts is not None:
                    packet.stream = streams[packet.stream]
                    new.mux(packet)

    return kept(f"a later ffmpeg with {VALUE}", make).read_bytes()


def quicktime() -> bytes:
    """ffmpeg writes a comment as QuickTime's user data; its brand is no mp4's."""
    mov = film("-i", plain(), *COPY, "-metadata", f"comment={VALUE}", "-f", "mov").read_bytes()
    return changed(body_of("ftyp", lambda _: b"isom" + FULL + b"isommp42"), lambda: mov)()


def item(kind: bytes, value: str) -> bytes:
    return box(kind.decode("latin-1"), box("data", u32(1, 0), value.encode()))


def itunes(*items: bytes) -> bytes:
    return box("meta", FULL, HANDLER, box("ilst", *items))


def free_form(value: str) -> bytes:
    """As iTunes and mutagen write items of one's own."""
    mean, name = box("mean", FULL, b"com.apple.iTunes"), box("name", FULL, b"AIGC")
    return box("----", mean, name, box("data", u32(1, 0), value.encode()))


def keys(value: str, name: bytes = b"AIGC", *, version: bytes = b"") -> bytes:
    """QuickTime's own has no version; ISO's has one."""
    return box(
        "meta",
        version,
        box("hdlr", FULL, bytes(4), b"mdta", bytes(13)),
        box("keys", FULL, u32(1), box("mdta", name)),
        box("ilst", u32(8 + 16 + len(value.encode()), 1), box("data", u32(1, 0), value.encode())),
    )


def packet(inside: str, attributes: str = "", before_it: str = "") -> bytes:
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{before_it}'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" xmlns:TC260="{NAMESPACE}" {attributes}>{inside}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


ELEMENT = f"<TC260:AIGC>{escape(VALUE)}</TC260:AIGC>"
LIST = f"<TC260:AIGC><rdf:Alt><rdf:li>{escape(VALUE)}</rdf:li></rdf:Alt></TC260:AIGC>"
STRUCTURE = (
    '<TC260:AIGC rdf:parseType="Resource">'
    + "".join(f"<TC260:{name}>{value}</TC260:{name}>" for name, value in FIELDS.items())
    + "</TC260:AIGC>"
)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def xmp(body: bytes) -> Callable[[], bytes]:
    return changed(before("moov", box("uuid", XMP, body)))


def after_all(*boxes: bytes) -> Callable[[], bytes]:
    """As exiftool adds an XMP packet to a film."""
    return lambda: plain().read_bytes() + b"".join(boxes)


def jumb(label: str, *inside: bytes) -> bytes:
    """ISO/IEC 19566-5: a description box with type, toggles and label, then the contents."""
    return box("jumb", box("jumd", bytes(16), b"\3", label.encode(), b"\0"), *inside)


def cbor_text(text: str) -> bytes:
    """RFC 8949: major type 3, with a length of one byte."""
    return b"\x78" + bytes([len(text)]) + text.encode()


def actions(source: str) -> bytes:
    """{"actions": [{"action": "c2pa.created", "digitalSourceType": …}]}"""
    created = b"".join(
        map(cbor_text, ("action", "c2pa.created", "digitalSourceType", IPTC + source))
    )
    return box("cbor", b"\xa1", cbor_text("actions"), b"\x81\xa2", created)


def credentials(*assertions: bytes, purpose: bytes = b"manifest") -> bytes:
    """C2PA's specification, A.5: version and flags, purpose, offset, manifest store."""
    manifest = jumb("urn:c2pa:1", jumb("c2pa.assertions", *assertions))
    return box("uuid", CREDENTIALS, FULL, purpose, b"\0", bytes(8), jumb("c2pa", manifest))


THUMBNAIL = jumb("c2pa.thumbnail.claim", box("bidb", bytes(200_000)))
BY_AI = credentials(THUMBNAIL, jumb("c2pa.actions.v2", actions("trainedAlgorithmicMedia")))
BY_CAMERA = credentials(jumb("c2pa.actions", actions("digitalCapture")))
FIRST_COMMENT = "moov/udta/meta/ilst/©cmt"
MADE_BY_AI = FileLabels(credentials=True, source_types=("trainedAlgorithmicMedia",))

READ: dict[str, Labelled] = {
    "ffmpeg's use_metadata_tags": one(keyed(VALUE), "moov/udta/meta/ilst/AIGC"),
    "a later ffmpeg's": one(by_a_later_ffmpeg, "moov/udta/meta/ilst/AIGC"),
    "ffmpeg's comment": one(muxed("-metadata", f"comment={VALUE}"), FIRST_COMMENT),
    "ffmpeg's comment with the key": one(
        muxed("-metadata", f'comment={{"AIGC":{VALUE}}}'), FIRST_COMMENT
    ),
    "ffmpeg's comment after the key": one(
        muxed("-metadata", f"comment=AIGC={VALUE}"), FIRST_COMMENT
    ),
    "ffmpeg's description": one(
        muxed("-metadata", f"description={VALUE}"), "moov/udta/meta/ilst/desc"
    ),
    "ffmpeg's fragments": one(
        muxed(
            *("-movflags", "use_metadata_tags+frag_keyframe+empty_moov"),
            *("-metadata", f"AIGC={VALUE}"),
        ),
        "moov/udta/meta/ilst/AIGC",
    ),
    "QuickTime's user data": one(quicktime, "moov/udta/©des"),
    "a free-form item": one(
        changed(at_end("moov", box("udta", itunes(free_form(VALUE))))), "moov/udta/meta/ilst/AIGC"
    ),
    "an item of that kind": one(
        changed(at_end("moov", box("udta", itunes(item(b"AIGC", VALUE))))),
        "moov/udta/meta/ilst/AIGC",
    ),
    "a key of QuickTime in the movie": one(
        changed(at_end("moov", keys(VALUE))), "moov/meta/ilst/AIGC"
    ),
    "a key in the movie, after ISO": one(
        changed(at_end("moov", keys(VALUE, version=FULL))), "moov/meta/ilst/AIGC"
    ),
    "a maker's own key": one(
        changed(at_end("moov", box("udta", keys(VALUE, b"com.maker.AIGC", version=FULL)))),
        "moov/udta/meta/ilst/com.maker.AIGC",
    ),
    "a key of a track": one(
        changed(at_end("trak", keys(VALUE, version=FULL))), "moov/trak/meta/ilst/AIGC"
    ),
    "user data of a track": one(
        changed(at_end("trak", box("udta", itunes(free_form(VALUE))))),
        "moov/trak/udta/meta/ilst/AIGC",
    ),
    "a box of that kind": one(
        changed(at_end("moov", box("udta", box("AIGC", VALUE.encode())))), "moov/udta/AIGC"
    ),
    "a description of 3GPP": one(
        changed(at_end("moov", box("udta", box("dscp", FULL, b"\x55\xc4", VALUE.encode(), b"\0")))),
        "moov/udta/dscp",
    ),
    "metadata of the file": one(
        changed(before("moov", keys(VALUE, version=FULL))), "meta/ilst/AIGC"
    ),
    "XMP, an element": one(xmp(packet(ELEMENT)), "uuid"),
    "XMP, an attribute": one(xmp(packet("", f'TC260:AIGC="{escape(VALUE)}"')), "uuid"),
    "XMP, a list": one(xmp(packet(LIST)), "uuid"),
    "XMP, a structure": one(xmp(packet(STRUCTURE)), "uuid"),
    "XMP behind the film": one(after_all(box("uuid", XMP, packet(ELEMENT))), "uuid"),
    "XMP in UTF-16": one(xmp(packet(ELEMENT).decode().encode("utf-16")), "uuid"),
    "XMP in the movie": one(
        changed(at_end("moov", box("uuid", XMP, packet(ELEMENT)))), "moov/uuid"
    ),
    "XMP of QuickTime": one(
        changed(at_end("moov", box("udta", box("XMP_", packet(ELEMENT))))), "moov/udta/XMP_"
    ),
    "may be by AI": one(keyed(MAYBE), "moov/udta/meta/ilst/AIGC", AiStatement.MAYBE),
    "suspected": one(
        keyed(VALUE.replace('"Label":"1"', '"Label":"3"')),
        "moov/udta/meta/ilst/AIGC",
        AiStatement.SUSPECTED,
    ),
    "a number as label": one(
        keyed(VALUE.replace('"Label":"1"', '"Label":1')), "moov/udta/meta/ilst/AIGC"
    ),
    "the same twice": one(
        changed(at_end("moov", box("udta", itunes(free_form(VALUE)))), keyed(VALUE)),
        "moov/udta/meta/ilst/AIGC",
    ),
    "two that differ": Labelled(
        changed(before("moov", box("uuid", XMP, packet(ELEMENT))), keyed(MAYBE)),
        FileLabels(
            aigc=(found("moov/udta/meta/ilst/AIGC", AiStatement.MAYBE), found("uuid")),
        ),
    ),
    "C2PA, by AI": Labelled(changed(before("moov", BY_AI)), MADE_BY_AI),
    "C2PA, by a camera": Labelled(
        changed(before("moov", BY_CAMERA)),
        FileLabels(credentials=True, source_types=("digitalCapture",)),
    ),
    "C2PA without a source": Labelled(
        changed(before("moov", credentials())), FileLabels(credentials=True)
    ),
    "C2PA's hashes alone": Labelled(
        changed(before("moov", credentials(purpose=b"merkle"))), FileLabels()
    ),
    "both": Labelled(
        changed(before("moov", BY_AI), keyed(VALUE)),
        MADE_BY_AI.model_copy(update={"aigc": (found("moov/udta/meta/ilst/AIGC"),)}),
    ),
    "nothing": Labelled(lambda: plain().read_bytes(), FileLabels()),
    "a comment of another kind": Labelled(
        muxed("-metadata", 'comment={"by": "AIGC"} - AIGC is not a label here'), FileLabels()
    ),
}
UNREADABLE: dict[str, Labelled] = {
    "cut off": wrong(VALUE[:-20], LabelProblem.NOT_JSON),
    "no JSON": wrong("made by AI", LabelProblem.NOT_JSON),
    "nested without end": wrong("[" * 5000, LabelProblem.NOT_JSON),
    "an endless number": wrong('{"Label":' + "1" * 5000 + "}", LabelProblem.NOT_JSON),
    "huge": wrong(VALUE[:-1] + ',"x":"' + "x" * 20_000 + '"}', LabelProblem.TOO_LONG),
    "a list": wrong("[1]", LabelProblem.NOT_OBJECT),
    "a field twice": wrong(VALUE[:-1] + ',"Label":"3"}', LabelProblem.REPEATED),
    "no label": wrong(VALUE.replace("Label", "Lable"), LabelProblem.NO_LABEL),
    "a label of no kind": wrong(
        VALUE.replace('"Label":"1"', '"Label":"7"'), LabelProblem.UNKNOWN_LABEL
    ),
    "a label that is no text": wrong('{"Label":["1"]}', LabelProblem.BAD_FIELD),
    "bytes that are no text": Labelled(
        changed(at_end("moov", box("udta", box("AIGC", b"\xff\xfe\xfd")))),
        FileLabels(aigc=(AigcLabel(place="moov/udta/AIGC", problem=LabelProblem.NOT_TEXT),)),
    ),
    "broken XML": Labelled(
        xmp(packet(ELEMENT.replace("</TC260", "<TC260"))),
        FileLabels(aigc=(AigcLabel(place="uuid", problem=LabelProblem.BROKEN_XML),)),
    ),
    "XML with entities": Labelled(
        changed(at_end("moov", box("udta", box("XMP_", packet(ELEMENT, before_it=ENTITIES))))),
        FileLabels(aigc=(AigcLabel(place="moov/udta/XMP_", problem=LabelProblem.BROKEN_XML),)),
    ),
}
LABELLED = READ | UNREADABLE
