"""Training on a team's own labels: what the commands ``labels``, ``train`` and ``models`` call.

One module a command; each takes plain arguments and gives records back.
"""
