"""PDF with a text layer: the text in reading order, each line with its page and box."""

from reportedly.stages.read.pdf.document import read_pdf

__all__ = ["read_pdf"]
