"""HCL Workload Automation, read-only: records, client, guard, job logs, tools and a simulated master."""
