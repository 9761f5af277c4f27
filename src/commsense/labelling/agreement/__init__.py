"""How far people agree who labelled the same sentences; the statistics are written from the papers.

Cohen 1960 (kappa), Krippendorff 2011 (alpha), Passonneau 2006 (MASI, the distance of sets).
"""
