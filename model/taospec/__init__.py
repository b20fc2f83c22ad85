"""The reference model of Bittensor's economic protocol: exact, pure and named by fork."""
