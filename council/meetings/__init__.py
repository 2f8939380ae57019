"""Meetings, their agenda, who is there and who may read it."""
