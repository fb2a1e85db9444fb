"""Who did what, when: one entry for each change, in the transaction of the change.

Doors: `services.act()` opens a transaction that may record, `services.record()` writes an entry, the signal `recorded`
tells the rooms above inside the transaction, `hinted` tells after commit which streams moved, `transitions.Table` is the
one engine that changes a state. The journal knows no room: entries are read through the thing they tell of.
"""
