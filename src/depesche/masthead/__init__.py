"""The paper's identity: editions with their clock, imprint and standing pages."""
