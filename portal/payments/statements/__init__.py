"""Statements: one value out of the ledger and two dates, shown as a page, a PDF and a CSV."""
