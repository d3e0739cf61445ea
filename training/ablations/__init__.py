"""The paper's tables and Figures 7 and 8.

Rows are data (tables.py). Their runs (plan.py) are trained and scored (make.py), and written (report.py).
"""
