"""The database: opening, migrating, refusing what is not ours."""

import importlib
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, text

from bot.errors import ResyncError, SettingsError
from bot.reports import DiagnosisReport, Incident
from bot.store import deliveries, diagnoses, incidents, notes, watches
from bot.store.migrate import MIGRATIONS
from bot.store.rows import Draft, Kind, StoredIncident, StoredWatch
from bot.store.schema import HEAD, metadata
from bot.store.store import Store
from tests.databases import opened
from tests.fakes import NIGHT, fake_job
from tws.reports import ImpactReport


def stored(name="one", key="k", **values):
    incident = Incident(
        id=name, key=key, environment="default", job="W#S.J", job_name="J", job_stream="S", workstation="W",
        internal_status="ABEND", state="open", opened_at=NIGHT, updated_at=NIGHT,
    )  # fmt: skip
    return StoredIncident(incident=replace(incident, **values))


@pytest.fixture
async def store(tmp_path):
    store = await opened(tmp_path / "resync.db")
    yield store
    await store.close()


def alembic_parts():
    config = importlib.import_module("alembic.config").Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return importlib.import_module("alembic.script").ScriptDirectory.from_config(config)


def test_the_newest_migration_is_the_one_that_the_code_names():
    """HEAD is Alembic's only head."""
    assert [HEAD] == alembic_parts().get_heads()


async def test_the_migrations_make_exactly_the_tables_of_the_schema(store, tmp_path):
    """Alembic finds no difference between a migrated database and the tables that the code uses."""
    migration = importlib.import_module("alembic.migration")
    autogenerate = importlib.import_module("alembic.autogenerate")
    engine = create_engine(f"sqlite:///{tmp_path}/resync.db")
    with engine.connect() as connection:
        context = migration.MigrationContext.configure(connection)
        assert [] == autogenerate.compare_metadata(context, metadata)
    engine.dispose()


async def test_opening_again_keeps_everything(tmp_path):
    """What was stored is there after the database is opened a second time."""
    url = f"sqlite:///{tmp_path}/resync.db"
    store = await Store.open(url)
    async with store.writing() as connection:
        await notes.write(connection, "looked", "yes")
    await store.close()
    store = await Store.open(url)
    async with store.reading() as connection:
        assert "yes" == await notes.read(connection, "looked")
    await store.close()


async def test_a_database_of_a_newer_resync_is_refused(store, tmp_path):
    """A schema that this version does not know is named and left alone."""
    async with store.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'r9999'"))
    with pytest.raises(ResyncError, match=r"newer Resync .*r9999"):
        await Store.open(f"sqlite:///{tmp_path}/resync.db")


async def test_a_file_that_is_no_database_is_named(tmp_path):
    """A broken file gives one sentence with its name, and is not overwritten."""
    path = tmp_path / "resync.db"
    path.write_bytes(b"this is a letter to my aunt" * 100)
    with pytest.raises(ResyncError, match=r"resync\.db cannot be used"):
        await Store.open(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"this is a letter")


async def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    """A database below a file gives one sentence, not a traceback."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ResyncError, match="cannot be made"):
        await Store.open(f"sqlite:///{tmp_path}/file/below/resync.db")


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/db"])
async def test_an_address_of_another_kind_is_a_wrong_setting(url):
    """What is neither SQLite nor PostgreSQL is refused by the setting's name."""
    with pytest.raises(SettingsError, match="RESYNC_DATABASE_URL"):
        await Store.open(url)


async def test_the_password_of_a_database_is_not_told():
    """An unreachable PostgreSQL is named without its password."""
    with pytest.raises(ResyncError) as trouble:
        await Store.open("postgresql://someone:sesame@127.0.0.1:9/resync")
    assert "sesame" not in str(trouble.value)
    assert "127.0.0.1" in str(trouble.value)


async def test_a_broken_transaction_leaves_nothing(store):
    """An error in the middle takes back what was written before it."""

    async def break_in_the_middle():
        async with store.writing() as connection:
            await notes.write(connection, "half", "done")
            raise KeyError

    with pytest.raises(KeyError):
        await break_in_the_middle()
    async with store.reading() as connection:
        assert await notes.read(connection, "half") is None


async def test_sqlite_writes_ahead(store):
    """Readers do not wait for the writer: the journal is a WAL."""
    async with store.reading() as connection:
        assert "wal" == (await connection.execute(text("PRAGMA journal_mode"))).scalar()


async def test_a_key_has_one_open_incident(store):
    """A second open incident of the same key is not stored; after the first is closed, it is."""
    async with store.writing() as connection:
        assert {"one"} == await incidents.add(connection, [stored("one")])
        assert set() == await incidents.add(connection, [stored("two")])
        await incidents.change(connection, [replace(stored("one", closed_at=NIGHT), revision=2)])
        assert {"two"} == await incidents.add(connection, [stored("two")])


async def test_an_incident_comes_back_as_it_was_stored(store):
    """Every field survives, times in UTC."""
    brazil = timezone(timedelta(hours=-3))
    one = replace(
        stored(return_code=8, run_number=4, taken_by="night", known=True, error_line="ORA", blocked=3,
               opened_at=datetime(2026, 11, 22, 0, 12, tzinfo=brazil)),
        job_id="x", run_mark="#4", quiet=True, group="g", tries=2, diagnosed=True,
    )  # fmt: skip
    async with store.writing() as connection:
        await incidents.add(connection, [one])
        assert {"one": one} == await incidents.to_change(connection, ["one", "other"])


async def test_a_diagnosis_comes_back_with_its_long_lists_cut(store):
    """What a card can show of an impact is kept, the count of all is."""
    impact = ImpactReport(environment="default", as_of=NIGHT, job=fake_job(), direct=(fake_job("X"),) * 50, blocked=50)
    report = DiagnosisReport(environment="default", as_of=NIGHT, job=fake_job(), error_lines=("a",), impact=impact)
    async with store.writing() as connection:
        await diagnoses.write(connection, "one", report)
        found = (await diagnoses.read(connection, ["one", "two"]))["one"]
    assert (20, 50, report.job) == (len(found.impact.direct), found.impact.blocked, found.job)


async def test_a_diagnosis_of_another_shape_is_left_out(store):
    """A diagnosis that another version wrote is no diagnosis rather than a crash."""
    async with store.writing() as connection:
        await connection.execute(text("INSERT INTO diagnoses VALUES ('one', '{\"job\": 3}')"))
        assert {} == await diagnoses.read(connection, ["one"])


async def test_old_things_are_forgotten_and_open_ones_never(store):
    """Housekeeping deletes what ended before a day, and keeps open incidents and watches however old."""
    draft = Draft(decision="d", incident="one", chat="web", target="t", kind=Kind.ROOT, payload="{}", lifecycle="open")
    watch = StoredWatch(
        id="w", environment="default", key="k", job="W#S.J", job_id="j", job_name="J", job_stream="S",
        conversation="web:x", language="pt", asked_at=NIGHT,
    )  # fmt: skip
    later = NIGHT + timedelta(days=100)
    async with store.writing() as connection:
        await incidents.add(connection, [stored("one"), stored("old", key="other", closed_at=NIGHT)])
        await deliveries.add(connection, [draft], NIGHT)
        await watches.add(connection, [watch])
        gone = [await part.forget(connection, later) for part in (incidents, deliveries, watches)]
    assert [1, 1, 0] == gone


async def test_ping_tells_a_database_that_does_not_answer(store, tmp_path):
    """A database whose file was taken away and replaced by something else is not called ready."""
    await store.ping()
    await store.close()
    for path in tmp_path.iterdir():
        path.unlink()
    (tmp_path / "resync.db").write_bytes(b"not a database at all" * 200)
    with pytest.raises(ResyncError, match="does not answer"):
        await store.ping()


async def test_a_note_takes_the_place_of_the_one_before(store):
    """Written twice, a note has its newer value, and others keep theirs."""
    async with store.writing() as connection:
        for key, value in (("a", "1"), ("b", "2"), ("a", "3")):
            await notes.write(connection, key, value)
        assert ["3", "2", None] == [await notes.read(connection, key) for key in "abc"]
