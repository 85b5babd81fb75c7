"""E-mail files (.eml, .mbox): each message is a document, its HTML read before its plain text."""

from reportedly.stages.read.mail.document import read_mail

__all__ = ["read_mail"]
