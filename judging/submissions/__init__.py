"""Entries from the first byte to the receipt, and the check of what arrived."""
