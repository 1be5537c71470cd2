#!/usr/bin/env python3
"""Members, orders, sales and points of an order file, worked out without the product.

Reads the CSV on its own and applies the test's programme from its words: a point for every whole
unit of money spent, times 5/4 for who has spent 250 units in a calendar year and 3/2 for who has
spent 500, the level of last year kept through this one; what an order itself spends counts only
for the next. Prints one JSON object. Python's standard library, nothing else.

    points_from_csv.py FILE MEMBER DATE AMOUNT [ORDER]    (names of columns)
"""
import csv
import json
import re
import sys
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

LEVELS = [(50_000, Fraction(3, 2)), (25_000, Fraction(5, 4)), (0, Fraction(1))]


def cents(text):
    """Exactly so many cents; None for what no amount of cents is, such as 2.220446e-16."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return None
    exact = Decimal(text) * 100
    return int(exact) if exact == exact.to_integral_value() else None


def orders(path, member, date, amount, number, refused):
    """(member, year, cents) of each order, in the order of the file; bad rows go to refused."""
    open_number, open_order = None, None
    with open(path, newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if cents(row[amount]) is None:
                refused.append(line)
                continue
            if number is None or row[number] != open_number:
                if open_order:
                    yield tuple(open_order)
                open_order = [row[member], int(row[date][:4]), 0]
                open_number = row[number] if number else None
            open_order[2] += cents(row[amount])
    if open_order:
        yield tuple(open_order)


def main():
    path, member, date, amount, *rest = sys.argv[1:]
    spent = defaultdict(int)
    points = defaultdict(int)
    count = sales = 0
    refused = []
    number = rest[0] if rest else None
    for who, year, total in orders(path, member, date, amount, number, refused):
        reached = max(spent[who, year], spent[who, year - 1])
        times = next(times for start, times in LEVELS if reached >= start)
        points[who] += int(Fraction(total, 100) * times)
        spent[who, year] += total
        count += 1
        sales += total
    print(json.dumps({
        "members": len(points), "orders": count, "sales": sales, "points": sum(points.values()),
        "refused": refused, "by_member": points,
    }))


main()
