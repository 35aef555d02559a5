"""Scrapy extensions: the record of a crawl and its progress on a terminal."""
