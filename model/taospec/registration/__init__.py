"""Registration: what a place on a subnet costs, who loses one, and how subnets begin and end."""
