"""Whether labels can be trusted: what is looked at, what was seen, and the verdict.

``sheet`` lays the rows out as columns; ``agreement``, ``suspects`` and ``findings`` beside this
package look at them; ``verdicts`` says of each task whether it can be trained on.
"""
