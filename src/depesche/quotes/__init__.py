"""Who said what: quotations as data, found in the text, confirmed at the desk."""
