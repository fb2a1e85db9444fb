"""Numbers after a restore. A screen that comes back says the last number it has; what was given after the backup was made is
undone, and must not be given again to something else: the screen would take it for what comes next. So all streams go on
from a number that no screen can have, too far away to be told as events, and every screen starts from a snapshot.
"""

from spot.common import clock

RESTORED = "restored"  # the counter that remembers where the streams begin, those not yet begun too
FAR = 1_000_000
RENEW = (
    "UPDATE spot_stream SET last_seq = {start}",
    """INSERT INTO spot_stream (name, last_seq) VALUES ('restored', {start})
    ON CONFLICT (name) DO UPDATE SET last_seq = {start}""",
)
GREATEST = "SELECT COALESCE(MAX(last_seq), 0) FROM spot_stream"


def statements(*, known: int) -> list[str]:
    """The SQL, for both databases, that makes every stream go on from one number, beyond `known` and all that was lost.

    What was lost with a database nobody can read is beyond too: tenths of a second go faster than a day's events.
    """
    start = max(known + FAR, int(clock.now().timestamp() * 10))
    return [statement.format(start=int(start)) for statement in RENEW]
