"""Documents on paper and screen: the printed register and the privacy statement, from blocks to PDF, HTML and Markdown."""
