"""A query made ready to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, List, Optional

import duckdb
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope

from ..duck_errors import translate_duckdb_error
from ..errors import TrinoError
from ..outputs import anonymous_names, locate
from ..session import Session
from ..types import TrinoType
from .binder import Binder
from .checks import check
from .inference import TypeInference
from .pruning import prune
from .repairs import repair, repair_session

if TYPE_CHECKING:
    from ..engine import Engine


@dataclass
class Prepared:
    """DuckDB's text with placeholders, the declared output types and names, DuckDB's plan."""

    binder: Binder
    text: str
    types: Optional[List[Optional[TrinoType]]]
    names: List[Optional[str]]
    plan: list

    def sql(self) -> str:
        """The text to run, over the files that can match."""
        return self.binder.exec_sql(self.text)


def prepare(engine: "Engine", node: exp.Expression, session: Session) -> Prepared:
    """Binds, checks, translates and plans a query; nothing is read."""
    b = Binder(engine, session)
    names = anonymous_names(node)
    node = b.bind(repair_session(node, session), session.catalog, session.schema)
    for st in list(node.find_all(exp.Struct)):
        if not any(isinstance(x, (exp.PropertyEQ, exp.Alias)) for x in st.expressions):
            st.replace(exp.Anonymous(this="ROW", expressions=[x.copy() for x in st.expressions]))
    types = _analyze(node, TypeInference(b.refs))
    text = node.sql(dialect="duckdb")
    try:
        plan = prune(b, text)
    except duckdb.Error as e:
        raise locate(translate_duckdb_error(e), node)
    return Prepared(b, text, types, names, plan)


def _analyze(node: exp.Expression, types: TypeInference) -> Optional[List[Optional[TrinoType]]]:
    """Repairs and checks each SELECT; the declared types of the output, each None where it is not plain."""
    try:
        scopes = traverse_scope(node)
    except Exception:  # sqlglot's optimizer knows less than its parser: DuckDB will say what is wrong
        return None
    for scope in scopes:
        if not isinstance(scope.expression, exp.Select):
            continue
        try:
            repair(scope, types)
            check(scope, types)
        except TrinoError:
            raise
        except Exception:  # as above: an unforeseen tree is left as it is
            continue
    return types.output(scopes[-1]) if scopes else None
