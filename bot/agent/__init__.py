"""The shared agent: its model, its middleware, its memory."""
