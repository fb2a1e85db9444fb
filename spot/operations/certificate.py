"""The certificate of the station's server, looked at before nginx is: a site that redirects to https must serve it."""

import ssl
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError

FILES = ("tls.conf", "fullchain.pem", "privkey.pem")


def look(folder: Path) -> None:
    """Nothing to say where SITE_URL is in http. CommandError when the folder could not serve https."""
    if not settings.SECURE_SSL_REDIRECT:
        return
    if missing := [name for name in FILES if not (folder / name).exists()]:
        raise CommandError(
            f"SITE_URL est en https, et il manque {', '.join(missing)} dans le dossier que nomme TLS_DIR (./tls)."
            " Mettez-y le certificat (docs/operations.md, « TLS »), ou, pour un premier regard sans certificat,"
            " donnez à SITE_URL une adresse en http."
        )
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(folder / "fullchain.pem", folder / "privkey.pem")
    except (OSError, ssl.SSLError) as error:
        raise CommandError(
            f"Le certificat de TLS_DIR ne sert pas : {error}."
            " L’utilisateur 10001 doit pouvoir lire fullchain.pem et privkey.pem, et l’un doit aller avec l’autre."
        ) from error
