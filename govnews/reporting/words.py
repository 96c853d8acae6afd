"""The report's words, numbers and days in its language."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

from govnews.browsing.labels import COLUMNS

LANGUAGES = ("en", "vi")


@cache
def _words() -> dict[str, tuple[str, str]]:
    return tomllib.loads(files("govnews.reporting").joinpath("words.toml").read_text("utf-8"))


class Words:
    """Says things in one language."""

    def __init__(self, lang: str) -> None:
        """`lang` is one of `LANGUAGES`."""
        self.lang = lang
        self._at = LANGUAGES.index(lang)

    def __call__(self, key: str, *parts: object, **named: object) -> str:
        """A text by its key, its parts filled in.

        >>> Words("vi")("articles_of", "haiphong")
        'bài của haiphong'
        """
        text = _words()[key][self._at]
        return text.format(*parts, **named) if parts or named else text

    def number(self, value: int) -> str:
        """A number with its thousands.

        >>> Words("en").number(12345), Words("vi").number(12345)
        ('12,345', '12.345')
        """
        text = f"{value:,}"
        return text.replace(",", ".") if self.lang == "vi" else text

    def share(self, part: int, whole: int) -> str:
        """A share in per cent; nothing but all is 100 %, and nothing but none is 0 %.

        >>> Words("en").share(999, 1000), Words("vi").share(1, 3), Words("en").share(1, 9999)
        ('99.9 %', '33,3 %', '0.1 %')
        """
        tenths = min(max(round(1000 * part / whole), part > 0), 1000 - (part < whole))
        text = f"{tenths / 10:.1f} %"
        return text.replace(".", ",") if self.lang == "vi" else text

    def day(self, value: object) -> str:
        """A day or time as it is written there; what is missing is a dash.

        >>> Words("en").day(date(2024, 5, 12)), Words("vi").day(date(2024, 5, 12))
        ('2024-05-12', '12/05/2024')
        """
        if not isinstance(value, date) or value != value:  # NaT is a date unlike itself
            return "–"
        return f"{value:%d/%m/%Y}" if self.lang == "vi" else f"{value:%Y-%m-%d}"

    def column(self, name: str) -> str:
        """A column's name, with its Vietnamese label where that is the language."""
        return f"{name} ({COLUMNS[name]})" if self.lang == "vi" else name
