"""Estimators that learn labels, question functions and relations, and the numpy code that scores with them."""
