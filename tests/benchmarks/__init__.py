"""The figures of the product, measured on real processes."""
