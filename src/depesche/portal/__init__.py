"""A reader's page: one query set, one frozen dataclass, one template."""
