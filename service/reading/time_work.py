"""How much work a text may cost the reader of time expressions.

A unit is one attempt to match a pattern. Measured on 720 thousand characters of news and histories, 1,000 characters
hold 3 expressions and cost 300 units (median), the densest 1,000 of all 14 expressions and 1,100 units. A text of
nothing but "May" or "1990" would cost thirty times as much as news. So a text has work for a list of 80 expressions at
once, and what each 1,000 characters add to it is enough for 12 more: what lies beyond is passed over, unread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Units that a text begins with, and that each code point read adds.
AT_FIRST: Final = 6_200
PER_CHARACTER: Final = 0.9
# What an expression costs beside the attempts to match it: its meaning, anchors and value.
EXPRESSION: Final = 70


@dataclass(slots=True)
class Budget:
    """The work done on a text so far, in units."""

    spent: int = 0

    def allows(self, position: int) -> bool:
        """Whether there is work left for the token at a code point."""
        return self.spent <= AT_FIRST + PER_CHARACTER * position

    def resumes(self) -> int:
        """The code point from which there is work left again."""
        return int((self.spent - AT_FIRST) / PER_CHARACTER) + 1
