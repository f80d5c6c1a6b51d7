"""What Resync remembers itself: the runs of jobs over all plans, and what came of their incidents."""
