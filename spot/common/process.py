"""What this process is for, read from the command that started it."""

from collections.abc import Sequence
from pathlib import Path

# By the program, or by the word after manage.py: those that serve people or work by themselves, as people call them.
OF_THE_SITE = {
    "gunicorn": "les pages (gunicorn)",
    "uvicorn": "les écrans (uvicorn)",
    "daphne": "les écrans (daphne)",
    "runserver": "les pages (runserver)",
    "run_worker": "les travaux (run_worker)",
    "db_worker": "les travaux (db_worker)",
    "run_schedule": "les horaires (run_schedule)",
    "demonstrate": "la démonstration (make run)",
    "stack": "la démonstration (make stack)",
}


def name_of(argv: Sequence[str]) -> str:
    """`manage.py db_worker` → `db_worker`, `python -m uvicorn …` → `uvicorn`, `manage.py migrate` → `migrate`."""
    program = Path(argv[0]) if argv else Path("python")
    if program.name == "__main__.py":
        return program.parent.name
    return program.name if program.name in OF_THE_SITE or len(argv) < 2 else argv[1]
