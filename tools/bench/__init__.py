"""How fast pages become records: `make bench` measures, `make bench-check` compares with what is kept.

Seconds differ from machine to machine, multiples hardly do, so what is compared are ratios: of the
CPU time of a stage to that of a bare parse of the same page, of other readers to ours, of two cores
to one, of a text to one half as long. Each module but `__main__`, `kept` and `shown` is one measure:
its `measure` takes what it needs and gives `Figures`; a further one is added to `measures.py`.
"""
