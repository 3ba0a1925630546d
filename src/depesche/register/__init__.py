"""Who and where: people, organisations and places, with a page each."""
