"""What Slack accepts in one message.

Source: Slack's block reference and message limits; a message over one of them is refused whole.
"""

from __future__ import annotations

BLOCKS = 50
ENDING = 4  # of them kept free: where it continues, suggestions, feedback
VIEW_BLOCKS = 95  # of 100 in a Home tab or dialogue; the rest is for the buttons below
HEADER = 150
SECTION = 3_000
CONTEXT = 2_000
URL = 3_000
ACTIONS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
TABLE_ROWS = 100
TABLE_COLUMNS = 20
TABLE_CHARACTERS = 10_000
FALLBACK_TEXT = 3_000  # of 40,000; it is read out and stands in notifications
# All text of a message's blocks together: `msg_blocks_too_long` begins near 13,200.
MESSAGE_CHARACTERS = 11_000
ITEMS = 60  # of a list; more are counted
CODE = 2_800  # of one excerpt of a log
