"""School envelopes: a teacher sends the works of a class at once; the pupils need no account."""
