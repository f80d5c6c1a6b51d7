"""Microsoft Teams: Resync as a teammate in channels, group chats and personal chats."""
