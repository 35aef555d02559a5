"""The reader of pages: HTML or plain text in, the printed words of one story out."""
