"""The paper for machines: RSS, Atom, JSON Feed, sitemaps."""
