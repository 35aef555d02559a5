"""Scrapy middlewares: which addresses are asked for, and that every visit ends in an outcome."""
