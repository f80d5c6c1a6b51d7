"""`python -m bot` is `resync`."""

from bot.cli import main

main()
