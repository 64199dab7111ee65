"""For whoever runs the server: backup and restore, checking of the stored originals, figures for monitoring."""
