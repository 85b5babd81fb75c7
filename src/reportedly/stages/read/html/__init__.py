"""HTML pages: all text that a reader sees, in blocks, with what the markup says of each."""

from reportedly.stages.read.html.page import read_html

__all__ = ["read_html"]
