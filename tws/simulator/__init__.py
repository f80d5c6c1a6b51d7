"""An HWA master in memory, over real HTTP."""
