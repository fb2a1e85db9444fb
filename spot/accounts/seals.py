"""Seeds of second steps are sealed at rest: who reads the database or a backup makes no codes.

The key is derived from SECRET_KEY apart from all else that does (HKDF with a context of its own).
After a change of SECRET_KEY the former ones, in SECRET_KEY_FALLBACKS, still open what they sealed;
each use seals a seed anew, and `manage.py seal_seeds` does all the others.
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

CONTEXT = b"spot-bf1: seeds of second steps, 1"


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. InvalidToken when no key of the settings opens it."""
    return _keys().decrypt(sealed.encode()).decode()


def seal_anew(sealed: str) -> str:
    """The same, by today's key."""
    return _keys().rotate(sealed.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet([_key(one) for one in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@lru_cache(maxsize=8)
def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=CONTEXT).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
