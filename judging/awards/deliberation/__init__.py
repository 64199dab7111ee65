"""The advisory board at work: ties and doubtful cases beside each other, motions and votes, what they change."""
