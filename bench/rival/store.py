"""The rival's tasks in SQLite, through SQLAlchemy: one table, WAL, a pool of connections, prepared statements by its cache."""
import contextlib
import os
import threading

from sqlalchemy import Float, String, Text, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

# A write waits its turn in the process rather than in SQLite's busy handler, which sleeps: much the better p99.
writing = threading.Lock()


class Base(DeclarativeBase):
    pass


class Task(Base):
    __tablename__ = "tasks"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    state: Mapped[str] = mapped_column(String(16), index=True)
    created: Mapped[float] = mapped_column(Float)
    finished: Mapped[float | None] = mapped_column(Float)
    request: Mapped[str] = mapped_column(Text)
    result: Mapped[str | None] = mapped_column(Text)


def open_engine():
    engine = create_engine(
        f"sqlite:///{os.environ['RIVAL_DATABASE']}", pool_size=40, connect_args={"timeout": 30, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection, _):
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {os.environ['RIVAL_SYNCHRONOUS']}")

    return engine


engine = open_engine()


@contextlib.contextmanager
def write():
    """A session that commits at its end."""
    with writing, Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


def read():
    return Session(engine, expire_on_commit=False)
