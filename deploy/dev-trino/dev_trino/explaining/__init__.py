"""What EXPLAIN answers."""
