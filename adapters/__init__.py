"""One folder per platform."""
