"""The command `depesche`: every command is a thin door to one act. Wiring only."""
