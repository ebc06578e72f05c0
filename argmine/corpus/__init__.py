"""Articles on disk: readers, writers, validation, statistics and agreement."""
