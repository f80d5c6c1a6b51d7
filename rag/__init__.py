"""The operators' knowledge: their sheet, read, indexed and searched."""
