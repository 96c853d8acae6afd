"""SQL over the tables of a dataset: DuckDB reads the current files as they lie there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govnews.dataset.chosen import Chosen, Sources
from govnews.dataset.current import is_as_it_was
from govnews.dataset.rows import LEDGER_TABLES
from govnews.errors import BadInput, DatasetError
from govnews.model import TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_EVERYTHING = (*TABLES, *LEDGER_TABLES)


def answer(chosen: Chosen, columns: Mapping[str, tuple[str, ...]], query: str) -> pa.Table:
    """The answer to a query over the tables.

    Raises:
        BadInput: the query is wrong; DuckDB's message says where.
        DatasetError: DuckDB is not installed, or the dataset is damaged.

    """
    try:
        import duckdb
    except ImportError as error:
        raise DatasetError("sql() needs DuckDB: pip install 'govnews[sql]'") from error
    while True:
        with duckdb.connect() as database:
            database.execute("set timezone = 'Asia/Ho_Chi_Minh'")
            # DuckDB 2.0 fails in it on functions of a column that is null in every row.
            database.execute("set disabled_optimizers = 'statistics_propagation'")
            asked = [table for table in _EVERYTHING if table in query.lower()]
            sources = {table: _show(database, chosen, table, columns[table]) for table in asked}
            problem, found = None, None
            try:
                relation = database.sql(query)
                found = None if relation is None else _with_integers(relation.to_arrow_table())
            except duckdb.Error as error:
                problem = error
        files = [file for source in sources.values() for file in source.files]
        if not all(map(is_as_it_was, files)):
            continue  # a run replaced some of them meanwhile
        if problem is not None:
            raise BadInput(f"sql: {problem}") from problem
        if found is None:
            raise BadInput("sql: a statement without an answer; write a select")
        return found


def _show(
    database: DuckDBPyConnection, chosen: Chosen, table: str, columns: tuple[str, ...]
) -> Sources:
    """Make a view of one table, of the files that are of the moment and of what they lack."""
    sources = chosen.sources(table)
    if (table == "coverage" and sources.is_cut) or not sources.files:
        database.register(table, chosen.table(table, columns))
        return Sources(())
    names = ", ".join(f'"{name}"' for name in columns)
    # A list of files is no parameter of a view.
    files = ", ".join("'{}'".format(str(file.path).replace("'", "''")) for file in sources.files)
    shown = f"select {names} from read_parquet([{files}])"  # noqa: S608 names of our own
    if (rest := chosen.rest(table, sources, columns)) is not None:
        database.register(f"rest_of_{table}", rest)
        shown += f" union all select {names} from rest_of_{table}"  # noqa: S608
    if sources.is_cut:
        chosen_ids = f"order_of_{table}"
        database.register(chosen_ids, _ids(chosen))
        shown = f"select {names} from ({shown}) semi join {chosen_ids} using (article_id)"  # noqa: S608
    database.execute(f"create view {table} as {shown}")
    return sources


def _ids(chosen: Chosen) -> pa.Table:
    import pyarrow as pa

    return pa.table({"article_id": chosen.order})


def _with_integers(answer: pa.Table) -> pa.Table:
    """DuckDB sums integers into 128 bits, which Arrow calls a decimal; give them back as integers."""
    import pyarrow as pa

    for number, field in enumerate(answer.schema):
        if pa.types.is_decimal(field.type) and field.type.scale == 0:
            values = answer.column(number).cast(pa.int64())
            answer = answer.set_column(number, field.name, values)
    return answer
