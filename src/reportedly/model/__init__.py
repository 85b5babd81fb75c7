"""Values that every part shares: spans, times, identities and closed vocabularies."""
