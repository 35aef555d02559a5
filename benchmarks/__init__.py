"""Measurements, each a small program that prints its conditions; none of them fails a test."""
