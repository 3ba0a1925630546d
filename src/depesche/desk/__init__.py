"""The newsroom in Wagtail's admin: listings, start page, workflow, rights."""
