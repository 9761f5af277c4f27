"""The index of a scored archive: its messages by date, by what is found in them, by their words.

A file of SQLite beside the report, made once from ``report.json`` and made anew when that changes.
``building`` makes it out of ``entries``, ``keeping`` knows whether it is there, ``wanted`` reads
what somebody searches for, ``listing`` and ``threads`` give the pages.
"""
