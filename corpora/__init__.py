"""Labelled corpora that ship with argmine."""
