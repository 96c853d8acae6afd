"""Text of strangers on a terminal, in a log or on a page: letters only, nothing that commands.

Escape sequences move the cursor, rename the window and make links; marks of direction turn a line
round. Both are shown as escapes, as JSON writes them.
"""

from __future__ import annotations

import re

_UNPRINTABLE = (
    "\u0000-\u0008\u000b-\u001f\u007f-\u009f"  # controls but tab and line feed
    "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # unseen, and directions
    "\ud800-\udfff"
)
UNPRINTABLE = re.compile(f"[{_UNPRINTABLE}]")


def printable(text: str) -> str:
    """The text with escapes in the place of what a terminal obeys and nobody sees.

    >>> printable("tin \\x1b[31mmới\\u202e")
    'tin \\\\u001b[31mmới\\\\u202e'
    """
    return UNPRINTABLE.sub(lambda sign: f"\\u{ord(sign.group()):04x}", text)
