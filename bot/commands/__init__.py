"""What the commands do; like bot.app, they see every room, and no room sees them."""
