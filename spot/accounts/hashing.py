"""How passwords are kept: argon2id by OWASP's table, at its smallest cost in processor.

19 MiB, two passes, one lane; Django's own parameters cost eight times that. A hash made with others
is made again when its person next signs in.
https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    memory_cost = 19_456  # KiB
    time_cost = 2
    parallelism = 1
