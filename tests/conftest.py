"""What all tests share."""

from hypothesis import settings

# A machine that does other work at the same time makes a single example slow, which says nothing of the code.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
