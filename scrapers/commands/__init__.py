"""One module a `scrapy` command; the module's name is the command's name."""
