"""Markdown: the text as it reads when rendered, each line leading back to its source."""

from reportedly.stages.read.markdown.document import read_markdown

__all__ = ["read_markdown"]
