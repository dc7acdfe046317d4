"""What no assignment can exceed, by a solver (HiGHS, linear programming): entries that ask for the
same are taken together, so that 10,000 entries make a small problem. That forgets in part who is
barred from which of them, which only makes more possible. Pair by pair, 2 million pairs took HiGHS
minutes."""

from typing import Any

import highspy
import numpy as np

Grid = Any


def bound(values: Grid, allowed: Grid, each: int, places: int) -> float:
    """`values`: how well each judge suits each entry; `allowed`: who may review it."""
    kinds, kind = np.unique(values, axis=0, return_inverse=True)
    count = np.bincount(kind)
    most = np.array([allowed[kind == number].sum(axis=0) for number in range(len(kinds))])
    return _solved(kinds, most, count * float(each), float(places))


def _solved(values: Grid, most: Grid, needs: Grid, places: float) -> float:
    """The value of a transportation problem. `most`: of each pair."""
    row, column = np.nonzero(most)
    count, (rows, columns) = len(row), values.shape
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = count, rows + columns
    problem.sense_ = highspy.ObjSense.kMaximize
    problem.col_cost_ = values[row, column].astype(float)
    problem.col_lower_, problem.col_upper_ = np.zeros(count), most[row, column].astype(float)
    problem.row_lower_ = problem.row_upper_ = np.concatenate([needs, np.full(columns, places)])
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = np.arange(0, 2 * count + 1, 2)
    problem.a_matrix_.index_ = np.column_stack([row, column + rows]).ravel()
    problem.a_matrix_.value_ = np.ones(2 * count)
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.passModel(problem)
    highs.run()
    return float(highs.getInfo().objective_function_value)
