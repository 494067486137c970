"""What is wrong, or will be soon, with an installation that runs by itself, and what to do."""
