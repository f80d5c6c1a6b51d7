"""What must survive a restart: incidents, the messages about them, watches, and a few notes."""
