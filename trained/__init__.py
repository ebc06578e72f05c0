"""Trained models that ship with argmine."""
