"""Figures: pages, publishing, import, with few stories and with many. `make bench` prints them."""
