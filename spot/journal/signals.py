"""News of the journal."""

from django.dispatch import Signal

# Inside the transaction, once per entry, `sender` being the verb ("campaigns.submit"); keyword arguments: `entry`,
# `thing`. A receiver may raise Refused, which undoes the verb.
recorded = Signal()

# After commit, `sender` None; keyword argument: `streams`, the names of the streams that moved. Only a hint.
hinted = Signal()
