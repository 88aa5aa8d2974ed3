"""Who said what, through whom: quotes and claims out of an article's text.

Pure: spaCy and the standard library only, no Django. `extract(text)` gives an `Extraction`.
"""
