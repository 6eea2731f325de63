"""How large things are drawn, in pixels at full size. The page draws what the server laid out."""

from __future__ import annotations

LAYER = (156.0, 48.0)
BLOCK = (156.0, 64.0)
HEADER = 20.0  # of a frame, with its name
PADDING = 12.0  # of a frame, left and right
FOOT = 6.0  # of a frame, below
PORT = 6.0  # width that an edge takes on a frame's border

APART = 20.0  # between two boxes side by side
BESIDE = 14.0  # between an edge and what stands beside it
LETTER = 7.0  # width of a letter of a name
ROW = LAYER[1]  # what stands beside higher things goes on in rows of this height
BELOW = 14.0  # between two rows
SLANT, STEEPEST = 0.12, 44.0  # more, per pixel that an edge goes sideways there, at most

ARC, ARC_GROWTH = 8.0, 2.2  # how far an arc keeps from what it passes; more by its height's root
TURN = 4.0  # where an edge turns into an arc, below or above a box
ARROW = 24.0  # the end of an arc, which keeps to its own line
