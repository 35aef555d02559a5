"""For `scrapyd-deploy`, which calls this file; pyproject.toml says what is packed."""

from setuptools import setup

setup()
