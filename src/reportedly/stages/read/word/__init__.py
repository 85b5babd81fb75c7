"""Word files (.docx): text as the reader of the finished document sees it, kinds by style."""

from reportedly.stages.read.word.document import read_word

__all__ = ["read_word"]
