"""What shows each wrong adapter's mistake, a module for each chapter."""
