"""What runs, and when: sources, the nightly flow and the `foi` command."""
