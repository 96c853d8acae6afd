"""How fast pages become records: `make bench` measures, `make bench-check` compares with what is kept.

Seconds differ from machine to machine, multiples hardly do, so what is compared are ratios: of the
CPU time of a stage to that of a bare parse of the same page, of other readers to ours, of two cores
to one, of a text to one half as long.

`stages`, `others`, `cores` and `growth` are one measure each; a further one is a module with a
`measure` that gives `Figures`, and a line in `measures`.
"""
