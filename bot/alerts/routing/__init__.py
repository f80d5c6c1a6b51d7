"""Where an alert goes, when, and why: routes, mutes, maintenance windows, quiet hours, escalation."""
