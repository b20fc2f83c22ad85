"""One epoch: from stake and weights to incentive, dividends, bonds and what is paid."""
