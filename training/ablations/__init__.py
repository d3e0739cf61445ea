"""The paper's tables and Figure 8: rows as data (tables.py), trained and scored (make.py), and written (report.py)."""
