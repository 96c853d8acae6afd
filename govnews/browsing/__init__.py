"""A dataset opened in Datasette: tables to look through, search and filter in a web browser.

`database` makes an SQLite file of a dataset, with what browsing needs: each fact's sentence, its
article's portal and day, and an index of the words that finds `Hoà Bình`, `Hòa Bình` and `hoa binh`
alike. `server` shows it, to this machine alone unless told otherwise; nothing can be written.
"""

from __future__ import annotations
