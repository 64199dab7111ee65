"""Objects in an S3 store, and media that are identified by content, decoded in a limited child and rebuilt. Knows no contest."""
