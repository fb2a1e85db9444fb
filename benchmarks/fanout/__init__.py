"""One change, a thousand open planning screens: what a delivery costs, how long it takes, what a socket weighs."""
