"""``python -m commsense``."""

from commsense.cli import main

if __name__ == "__main__":
    main()
