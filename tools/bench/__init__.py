"""Measures the product on a business of 100,000 customers and 1,000,000 purchases.

python -m tools.bench              everything, and the table in docs/benchmarks.md
python -m tools.bench --part 100   a hundredth of it, to try the harness; keeps no table

Absolute figures belong to one machine. The ratios are taken in the same run against the barest
thing that does the same work, so they can be compared between machines and days.
"""
