"""Labels that are likely wrong: confident learning, after Northcutt, Jiang and Chuang (2021).

Each row is judged by models that had not seen it, nor its thread; where they are surely of another
opinion than the label, the row is worth a second look. Several labels a sentence: each label is a
question of its own, as in Thyagarajan et al. (2023).
"""
