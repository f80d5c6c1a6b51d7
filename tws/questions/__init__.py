"""The questions to HWA: pure functions from a master to the records of tws.reports."""
