"""What a person can do in a channel, whichever platform it is on."""
