"""Scores of models against gold labels, stage by stage, with intervals and beside baselines."""
