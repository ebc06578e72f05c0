"""``python -m argmine.cli``."""

from .main import run

run()
