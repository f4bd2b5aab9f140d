"""`python -m art17` is the command `art17`."""

from art17.cli import main

if __name__ == "__main__":
    main()
