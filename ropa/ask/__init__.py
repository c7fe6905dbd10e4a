"""Questions: what they are, who answers them (a terminal, a plain line, a script), and the records that come out."""
