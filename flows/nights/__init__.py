"""Every night by itself: the schedule, what is told at breakfast, and to whom."""
