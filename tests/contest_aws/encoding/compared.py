"""Films that a rendition is compared by, and how: held against Debian's ffmpeg."""

import json
import re
from decimal import Decimal
from pathlib import Path
from statistics import mean

from tests.contest.viewing.copies import streams
from tests.truth.lengths import ENCODERS
from tests.truth.tools import film, run

NATURAL = ("-f", "lavfi", "-i", "mandelbrot=s=256x144:r=25")
SDR = (
    "zscale=t=linear:npl=203,format=gbrpf32le,zscale=p=bt709,tonemap=hable:peak=4.93:desat=0,"
    "zscale=t=bt709:m=bt709:r=tv,"
)
"""White at 203 cd/m² as in the films, and 1,000 at most; Hable's curve, a usual one."""
REFERENCES = {"HDR10": SDR, "HLG": SDR, "interlaced": "bwdif=mode=send_frame,"}
"""What ffmpeg does to the original, beside its size."""


def hdr(
    transfer: str, picture: tuple[str, ...] = NATURAL, *, drawn: str = "", sound: tuple = ()
) -> Path:
    """What a camera for HDR might have seen, with white at 203 cd/m² (ITU-R BT.2408)."""
    marks = f"p=bt2020:t={transfer}:m=bt2020nc:r=tv:npl=203"
    made = f"{drawn}zscale=pin=bt709:tin=bt709:min=bt709:{marks},format=yuv420p10le"
    told = f"{ENCODERS['x265'][-1]}:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    coded = (*ENCODERS["x265"][:-1], told, "-threads", "1")
    length = () if sound else ("-t", "2")
    return film(*picture, *sound[:4], *length, "-vf", made, *coded, *sound[4:])


def times(original: Path) -> list[Decimal]:
    """When each frame is shown, in order."""
    shown = ("-show_entries", "packet=pts_time", "-select_streams", "v:0", "-of", "json")
    found = json.loads(run("ffprobe", "-v", "error", *shown, original))["packets"]
    return sorted(Decimal(packet["pts_time"]) for packet in found)


def alike(rendition: Path, original: Path, reference: str = "") -> float:
    """The structural similarity of all frames on average, 1 if they are equal. The original is made
    as large as the rendition."""
    return mean(frames_alike(rendition, original, reference))


def frames_alike(rendition: Path, original: Path, reference: str = "") -> list[float]:
    """Likewise, of each frame."""
    made = next(one for one in streams(rendition) if one["codec_type"] == "video")
    size = f"{made['width']}:{made['height']}"
    compared = f"[1:v]{reference}scale={size},setsar=1,format=yuv420p[r];[0:v][r]ssim=stats_file=-"
    inputs = ("-copyts", "-i", rendition, "-i", original)
    told = run("ffmpeg", "-v", "error", *inputs, "-lavfi", compared, "-f", "null", "-").decode()
    return [float(frame) for frame in re.findall(r"All:([\d.]+)", told)]
