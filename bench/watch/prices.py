"""List prices in dollars, of US East (N. Virginia), without discounts and free tiers, of June 2026,
each with the page of AWS that states it. China has its own, in yuan."""

LAMBDA_GB_SECOND = 0.0000133334
"""arm64, up to 7.5 billion a month: https://aws.amazon.com/lambda/pricing/"""
LAMBDA_CALL = 0.20 / 1_000_000
DISK_GB_SECOND = 0.0000000309
"""Beyond 512 MB, on the same page."""
VCPU_MB = 1769
"""So much memory comes with one vCPU:
https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""
S3_GB_MONTH, S3_PUT, S3_GET = 0.023, 0.005 / 1000, 0.0004 / 1000
"""https://aws.amazon.com/s3/pricing/"""
TRANSITION = 0.025 / 1000
"""https://aws.amazon.com/step-functions/pricing/"""
MEDIACONVERT_MINUTE = {30: 0.015, 60: 0.030}
"""Basic tier, H.264 up to 1080 lines, by the most frames a second, before volume discounts:
https://aws.amazon.com/mediaconvert/pricing/"""
TRAFFIC = ((10 * 1024, 0.09), (40 * 1024, 0.085), (100 * 1024, 0.07), (float("inf"), 0.05))
"""To the internet: GB of each step within a month, and the price of one:
https://aws.amazon.com/s3/pricing/"""
GB = 2**30


def traffic(size: float) -> float:
    """Of so many bytes, all within a month."""
    left, cost = size / GB, 0.0
    for step, price in TRAFFIC:
        cost += min(left, step) * price
        left = max(0.0, left - step)
    return cost


def computed(seconds: float, *, memory: int, disk: int = 512) -> float:
    """Of a Lambda that runs so long. `memory`, `disk`: in MB."""
    stored = max(0, disk - 512) / 1024 * DISK_GB_SECOND
    return seconds * (memory / 1024 * LAMBDA_GB_SECOND + stored) + LAMBDA_CALL
