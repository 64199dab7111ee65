"""The reference competition: its contest file, hall, and a generator of works, people and jurors."""
