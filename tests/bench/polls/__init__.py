"""The poll of a job page beside a bare view, and under many watchers."""
