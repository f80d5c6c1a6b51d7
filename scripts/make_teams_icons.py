"""Draw Resync's Teams icons: a round arrow about a check mark, in colour (192 px) and as a white outline (32 px).

A circle that is open at its upper right, an arrow head at that end, a check mark inside; several samples of each pixel
make its edges smooth. Teams wants the outline white on nothing, the colour icon filled to its edge.
"""

from __future__ import annotations

import math
import struct
import sys
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

PLACE = Path(__file__).parents[1] / "manifests" / "teams"
GROUND = (0x1F, 0x3B, 0x57)  # accentColor of the manifest
WHITE = (0xFF, 0xFF, 0xFF)
_SAMPLES = 4  # of each pixel, in each direction

Point = tuple[float, float]
# In a square from -1 to 1, y downwards.
_RADIUS, _STROKE = 0.62, 0.09
_OPEN_FROM, _OPEN_TO = math.radians(-62), math.radians(-14)
_CHECK: tuple[Point, Point, Point] = ((-0.28, 0.02), (-0.07, 0.23), (0.31, -0.2))


def drawn(x: float, y: float, scale: float) -> bool:
    """Whether a point of the square, -1 to 1 in both directions, is of the sign; `scale` is the sign's size in it."""
    x, y = x / scale, y / scale
    return _on_arc(x, y) or _in_head(x, y) or any(_near(x, y, *pair) for pair in pairwise(_CHECK))


def _on_arc(x: float, y: float) -> bool:
    is_open = _OPEN_FROM < math.atan2(y, x) < _OPEN_TO
    return not is_open and abs(math.hypot(x, y) - _RADIUS) <= _STROKE


def _in_head(x: float, y: float) -> bool:
    """The arrow head at the open circle's upper end, pointing along it, clockwise."""
    along = (-math.sin(_OPEN_FROM), math.cos(_OPEN_FROM))
    out = (math.cos(_OPEN_FROM), math.sin(_OPEN_FROM))
    ahead = (x - _RADIUS * out[0]) * along[0] + (y - _RADIUS * out[1]) * along[1]
    aside = (x - _RADIUS * out[0]) * out[0] + (y - _RADIUS * out[1]) * out[1]
    return 0 <= ahead <= 0.36 and abs(aside) <= (0.36 - ahead) * 0.72


def _near(x: float, y: float, start: Point, end: Point) -> bool:
    """Whether the point is on the thick line, its ends round."""
    across, down = end[0] - start[0], end[1] - start[1]
    part = ((x - start[0]) * across + (y - start[1]) * down) / (across**2 + down**2)
    part = min(1.0, max(0.0, part))
    return math.hypot(x - start[0] - part * across, y - start[1] - part * down) <= _STROKE


def _covered(size: int, scale: float) -> Callable[[int, int], float]:
    """How much of a pixel the sign covers, 0 to 1."""
    steps = [(each + 0.5) / _SAMPLES for each in range(_SAMPLES)]

    def part(column: int, row: int) -> float:
        hits = sum(
            drawn((column + across) / size * 2 - 1, (row + down) / size * 2 - 1, scale)
            for across in steps
            for down in steps
        )
        return hits / _SAMPLES**2

    return part


def color(size: int = 192) -> bytes:
    """The colour icon: the sign in white on the accent colour, filled to the edge."""
    part = _covered(size, 0.92)

    def pixel(column: int, row: int) -> bytes:
        share = part(column, row)
        return bytes(round(white * share + ground * (1 - share)) for white, ground in zip(WHITE, GROUND, strict=True))

    return _png(size, pixel, channels=3)


def outline(size: int = 32) -> bytes:
    """The outline icon: the sign in white on nothing."""
    part = _covered(size, 1.15)
    return _png(size, lambda column, row: bytes((*WHITE, round(255 * part(column, row)))), channels=4)


def _png(size: int, pixel: Callable[[int, int], bytes], *, channels: int) -> bytes:
    rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(size)) for row in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, held) for name, held in parts)


def _chunk(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def main() -> int:
    """Write both icons beside the manifest."""
    for name, made in (("color.png", color()), ("outline.png", outline())):
        (PLACE / name).write_bytes(made)
        print(f"wrote {PLACE / name} ({len(made)} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
