"""Words and rules on a page become tables and lines: the same for PDF text and for recognised scans."""
