"""The archive of responses: WARC 1.1 files that any WARC reader reads."""
