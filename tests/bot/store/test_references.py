"""What a platform told its adapter is kept over restarts."""

from bot.store.references import StoredReferences
from tests.databases import opened
from tests.fakes import FixedClock


async def stored(tmp_path):
    return await opened(tmp_path / "r.db")


async def test_a_value_outlives_the_process(tmp_path):
    """What was saved is there after the store was closed and opened again."""
    store = await stored(tmp_path)
    await StoredReferences(store, "teams", FixedClock()).save("place:19:a", "{}")
    await store.close()
    again = await stored(tmp_path)
    assert "{}" == await StoredReferences(again, "teams", FixedClock()).load("place:19:a")
    await again.close()


async def test_a_newer_value_takes_the_place_of_an_older_one(tmp_path):
    """A key has one value, and a platform sees no other platform's."""
    store = await stored(tmp_path)
    ours, theirs = (StoredReferences(store, name, FixedClock()) for name in ("teams", "slack"))
    long = "k" * 900
    await ours.save(long, "1")
    await ours.save(long, "2")
    assert ("2", None, None) == (await ours.load(long), await theirs.load(long), await ours.load("other"))
    await store.close()


async def test_a_closed_store_loses_nothing_but_the_value(tmp_path):
    """A store that cannot be read or written raises nothing."""
    store = await stored(tmp_path)
    references = StoredReferences(store, "teams", FixedClock())
    async with store.writing() as connection:
        await connection.exec_driver_sql("DROP TABLE chat_references")
    await references.save("key", "value")
    assert None is await references.load("key")
    await store.close()
