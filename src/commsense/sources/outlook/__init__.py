"""Outlook: mails as MAPI keeps them, in ``.msg``, ``.pst``/``.ost`` and ``winmail.dat``.

``msg``, ``pst`` and ``winmail`` are the readers. Each makes a ``mapi.MapiMessage`` of what it
finds; ``parts`` makes of that the parts of a mail, and ``mail`` a message.
"""
