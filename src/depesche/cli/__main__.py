"""`python -m depesche.cli`: how the server starts its own worker process."""

from depesche.cli.door import main

if __name__ == "__main__":
    main()
