"""The local web server: the page on which a draft is checked, and the same for other programs.

``serving`` starts it, ``app`` puts it together: ``guards`` and ``headers`` stand before everything,
``…_routes`` hold the addresses, and each of the other files one matter that these ask for.
"""
