"""The documentation as a web site: `make docs`."""

from __future__ import annotations

import argparse
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from govnews import options

project = "govnews"
copyright = "The govnews authors"  # noqa: A001 Sphinx's name for it
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "scale.in.md"]
html_theme = "furo"
html_title = "govnews"
html_copy_source = False
html_show_sphinx = False
myst_heading_anchors = 3
myst_links_external_new_tab = False
# The data dictionary and the READMEs are read on their own too, where they link to each other.
suppress_warnings = ["myst.header"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
linkcheck_ignore = [r"https?://localhost", r"http://127\.", r"https://.*\.example\.vn"]


class ProgramHelp(SphinxDirective):
    """Every command with its help, as the program prints it."""

    has_content: ClassVar[bool] = False

    def run(self) -> list[nodes.Node]:
        """One section a command."""
        program = options.parser()
        found: list[nodes.Node] = [nodes.literal_block(text=program.format_help(), language="text")]
        for name, command in sorted(_subparsers(program).items()):
            section = nodes.section(ids=[f"govnews-{name}"], names=[name])
            section += nodes.title(text=f"govnews {name}")
            section += nodes.literal_block(text=command.format_help(), language="text")
            for inner in _subparsers(command).values():
                section += nodes.literal_block(text=inner.format_help(), language="text")
            found.append(section)
        return found


def _subparsers(program: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in program._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def setup(app: Sphinx) -> None:
    """What Sphinx asks this file for."""
    app.add_directive("program-help", ProgramHelp)
