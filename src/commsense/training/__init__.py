"""From labelled sentences to a model folder: examples → split → fit → decide → folder.

``examples`` reads labelled threads, ``split`` keeps threads together, ``fit`` makes linear heads,
``cross`` scores sentences by heads that did not see their thread, ``decide`` turns such scores into
calibration, thresholds and honest figures, ``folder`` and ``card`` write the model. ``tasks`` and
``vectors`` draw help from public and unlabelled text. Needs the extra ``train``.
"""
