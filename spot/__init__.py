"""Spot BF1: the advertising desk of a television station, in rooms by domain and desks by audience."""
