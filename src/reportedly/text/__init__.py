"""Pure functions on text: words, sentences, quotations, names, alignment."""
