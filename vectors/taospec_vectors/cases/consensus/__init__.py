"""Builders of the chapter consensus."""
