"""Labels that people give to sentences: their form, their files, and whether they can be trusted.

A ``row.Row`` is what one person says of one sentence; a ``scheme.Scheme`` says which labels there
are. ``formats`` reads and writes the files of others.
"""
