"""Watches HWA and tells a channel once what ended badly."""
