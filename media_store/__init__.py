"""Objects in an S3 store; media identified by content, decoded in a limited child and rebuilt. Knows no contest."""
