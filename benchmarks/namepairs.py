"""Pairs of names."""


def print_pairs() -> None:
    """Print."""
