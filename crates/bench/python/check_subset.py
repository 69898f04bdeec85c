"""A part of the rules of table 6, written as a Python program would be: csv and cp932 of the standard library.

A yardstick for crates/bench/src/bin/check, not a check to rely on: one record at a time, item by item and a few rules
across items; no findings with texts, no quotes and line ends, no repeated records, no comparison with other files.
Prints Python's version, records, findings, seconds.
"""

import csv
import datetime
import platform
import re
import sys
import time

OFFICE = re.compile(r"[0-9A-Z]{10}\Z")
DIGITS = {length: re.compile(r"[0-9]{%d}\Z" % length) for length in (4, 6, 8, 10)}
INSURED = re.compile(r"[0-9]{10}\Z|H[0-9]{9}\Z")
SERVICE = re.compile(r"[0-9A-Z]{6}\Z")
PRORATION = re.compile(r"[01]{31}\Z")
EQUIPMENT = re.compile(r"[0-9]{5}-[0-9]{6}\Z")


def is_date(value):
    if not DIGITS[8].match(value):
        return False
    try:
        datetime.date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return False
    return True


def is_month(value):
    return bool(DIGITS[6].match(value)) and 1 <= int(value[4:]) <= 12


def is_time(value):
    if not DIGITS[4].match(value):
        return False
    return value == "9999" or (int(value[:2]) < 24 and int(value[2:]) < 60)


def is_integer(value, digits):
    return value.isascii() and value.isdigit() and len(value) <= digits


def check(row, month):
    """The number of things that are wrong in one record."""
    if len(row) != 25:
        return 1
    wrong = [
        row[0] != "202407",
        not DIGITS[6].match(row[1]),
        not INSURED.match(row[2]),
        not is_date(row[3]),
        not is_month(row[4]),
        row[4] != month,
        bool(row[5]) and not OFFICE.match(row[5]),
        bool(row[7]) and not is_integer(row[7].removeprefix("-"), 6),
        bool(row[8]) and not is_integer(row[8], 5),
        not is_date(row[9]),
        bool(row[10]) and not PRORATION.match(row[10]),
        not is_time(row[11]),
        not is_time(row[12]),
        not is_integer(row[13], 2),
        not SERVICE.match(row[14]),
        bool(row[15]) and not EQUIPMENT.match(row[15]),
        bool(row[16]) and not EQUIPMENT.match(row[16]),
        bool(row[18]) and not is_integer(row[18], 9),
        not OFFICE.match(row[19]),
        row[22] not in ("0", "1"),
        bool(row[23]) and not OFFICE.match(row[23]),
        not row[9].startswith(row[4]),
        (row[11] == "9999") != (row[12] == "9999"),
    ]
    return sum(map(bool, wrong))


def main():
    path = sys.argv[1]
    month = re.search(r"UPPLAN_([0-9]{6})_", path).group(1)
    start = time.perf_counter()
    records = findings = 0
    with open(path, encoding="cp932", newline="") as file:
        for row in csv.reader(file):
            records += 1
            findings += check(row, month)
    seconds = time.perf_counter() - start
    print(platform.python_version(), records, findings, f"{seconds:.3f}")


main()
