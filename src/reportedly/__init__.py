"""Reportedly: who reportedly said what, through whom, and what changed on the way."""
