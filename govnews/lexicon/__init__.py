"""What is known of Vietnam, as data files with loaders.

`tables` reads the word tables in `data/*.txt`, `phrases` finds their entries in tokens, `units`
knows the administrative units and since when.
"""
