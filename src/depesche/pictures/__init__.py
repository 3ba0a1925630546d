"""Photos with their credit, rights and provenance."""
