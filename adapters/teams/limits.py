"""What Teams accepts in one card, with room to spare.

Sizes are characters of JSON in which all but ASCII is escaped, never less than what a card weighs in UTF-8. Source:
Microsoft's card reference (28 KB and, newer, 100 KB a message); a card of 24,453 bytes was seen to weigh 28,897 on the
wire (msteams-docs#11274), so ours end well before 25 KB.
"""

from __future__ import annotations

CARD = 21_000
ENDING = 600  # of it kept free for the line that counts what is left out, or says where it continues
KEPT = 9_000  # at most, of buttons that stay where a card is cut
TITLE = 1_200
FOOTER = 900
SPOKEN = 900  # of the title, for notifications and screen readers
LINE = 1_800  # of one line of text; longer ones go on in the next
TEXT_LINES = 120  # of one paragraph; more are counted
LABEL = 250
VALUE = 1_500
LINK = 1_500
STEP = 1_800
STEPS = 60  # more are counted
CELL = 300
TABLE_COLUMNS = 8  # more are written as lines
TABLE_ROWS = 15  # of one table; the next rows stand in another below it
TABLE = 5_000
CODE_LINES = 60
CODE_WORD = 40  # characters of one word in a log; a phone shows no more, and a renderer does not break it
CODE = 6_000
ACTIONS = 6  # side by side; Teams drops further ones
ACTIONS_WIDTH = 40  # characters of buttons side by side that a phone of 350 pixels shows
BUTTON_TEXT = 120
BUTTON_VALUE = 900
MENTIONS = 10
