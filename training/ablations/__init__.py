"""The paper's tables and Figure 8.

Rows are data (tables.py), and are trained and scored (make.py), and written (report.py).
"""
