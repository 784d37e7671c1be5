"""Whether a made bill is right: every figure worked out once more, apart from the code that made it."""
