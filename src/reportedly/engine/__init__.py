"""Engines: what runs the queries and maps that stages ask for."""
