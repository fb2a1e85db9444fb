"""Where managers, accountants, sales people and advertisers read figures. Nothing is decided here."""
