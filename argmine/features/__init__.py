"""What the classifiers read: hashed n-grams, Arabic cues, the shape of a unit and its context."""
