"""What each `foi` command does; loaded when the command runs."""
