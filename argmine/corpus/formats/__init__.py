"""Formats of labelled corpora: one file a format, all of them in one table (:mod:`argmine.corpus.formats.registry`)."""
