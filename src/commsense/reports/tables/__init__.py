"""Tables for spreadsheets and data tools: one row a message, sentence, finding and so on."""
