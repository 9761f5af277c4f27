"""A gateway for mail on its way out: an SMTP server before a team's own relay.

```
mail program ─SMTP→ server ─→ handler ─checking→ verdict ─→ relay (headers, held back, or as it was)
```

``options`` holds how it runs, ``routes`` whose mails are checked, ``mails`` reads and marks a mail
and never touches its body, ``verdicts`` asks ``api.check``, ``reaching`` and ``relay`` speak to the
next server, ``held`` keeps mails for a person, ``handler`` puts it together and ``server`` listens.
"""
