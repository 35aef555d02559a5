"""One module an outlet."""
