"""One picture for each question: the answer's DataFrame in, a matplotlib `Figure` out.

Every function takes `lang` (`en` or `vi`) and `note`, a line of source and filters at the foot. All
are five inches wide: in a page, with text as large as there, they can be read at 360 pixels. They
are told apart without colour too. `save` writes a file, `inline_svg` makes the SVG for a page.
They need matplotlib: `pip install 'govnews[analysis]'`.
"""

from __future__ import annotations

from govnews.pictures.awards import awards
from govnews.pictures.career import career
from govnews.pictures.coverage import coverage
from govnews.pictures.edits import edits
from govnews.pictures.events import events
from govnews.pictures.files import inline_svg, save
from govnews.pictures.speeches import speeches
from govnews.pictures.together import together

__all__ = [
    "awards",
    "career",
    "coverage",
    "edits",
    "events",
    "inline_svg",
    "save",
    "speeches",
    "together",
]
