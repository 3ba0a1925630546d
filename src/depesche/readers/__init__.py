"""Accounts: who a person is, and how staff sign in."""
