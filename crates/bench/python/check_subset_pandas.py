"""The same part of the rules as check_subset.py, column by column with pandas and cp932.

Prints the version of pandas, records, findings, seconds.
"""

import re
import sys
import time

import pandas

OFFICE = "[0-9A-Z]{10}"
EQUIPMENT = "[0-9]{5}-[0-9]{6}"
TIME = "(?:[01][0-9]|2[0-3])[0-5][0-9]|9999"


def findings(rows, month):
    """The number of things that are wrong in all records."""

    def unlike(item, pattern, may_be_empty=False):
        wrong = ~rows[item].str.fullmatch(pattern)
        return wrong & (rows[item] != "") if may_be_empty else wrong

    def no_date(item):
        return pandas.to_datetime(rows[item], format="%Y%m%d", errors="coerce").isna() | unlike(item, "[0-9]{8}")

    wrong = [
        rows[0] != "202407",
        unlike(1, "[0-9]{6}"),
        unlike(2, "[0-9]{10}|H[0-9]{9}"),
        no_date(3),
        unlike(4, "[0-9]{4}(?:0[1-9]|1[0-2])"),
        rows[4] != month,
        unlike(5, OFFICE, may_be_empty=True),
        unlike(7, "-?[0-9]{1,6}", may_be_empty=True),
        unlike(8, "[0-9]{1,5}", may_be_empty=True),
        no_date(9),
        unlike(10, "[01]{31}", may_be_empty=True),
        unlike(11, TIME),
        unlike(12, TIME),
        unlike(13, "[0-9]{1,2}"),
        unlike(14, "[0-9A-Z]{6}"),
        unlike(15, EQUIPMENT, may_be_empty=True),
        unlike(16, EQUIPMENT, may_be_empty=True),
        unlike(18, "[0-9]{1,9}", may_be_empty=True),
        unlike(19, OFFICE),
        ~rows[22].isin(["0", "1"]),
        unlike(23, OFFICE, may_be_empty=True),
        rows[9].str[:6] != rows[4],
        (rows[11] == "9999") != (rows[12] == "9999"),
    ]
    return sum(int(column.sum()) for column in wrong)


def main():
    path = sys.argv[1]
    month = re.search(r"UPPLAN_([0-9]{6})_", path).group(1)
    start = time.perf_counter()
    rows = pandas.read_csv(path, encoding="cp932", header=None, dtype=str, keep_default_na=False)
    found = findings(rows, month)
    seconds = time.perf_counter() - start
    print(pandas.__version__, len(rows), found, f"{seconds:.3f}")


main()
