"""What a teacher prints: slips for the works, the roster to be signed, receipts to take home."""
