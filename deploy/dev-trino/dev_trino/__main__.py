"""`python -m dev_trino`: starts the server."""

from .cli import main

if __name__ == "__main__":
    main()
