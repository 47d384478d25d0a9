#!/usr/bin/python3
"""The FastAPI recipe (ci/recipes/python), run by a service that uses asyncpg, against the throwaway server.

Needs DATABASE_URL, as ci/with-postgres sets it, and PGRECONCILE_BINARY.
"""

import asyncio
import contextlib
import json
import logging
import os
import pathlib
import signal
import sys
import time
import unittest
from unittest import mock

import asyncpg

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "ci/recipes/python"))
import pgreconcile_lifespan as recipe  # noqa: E402

APPLY_LOCK = 7310486950152044131
SERVER = os.environ["DATABASE_URL"]
COMMAND = (os.environ["PGRECONCILE_BINARY"], *recipe.COMMAND[1:-1], str(ROOT / "schema.yaml"))
PASSWORD = "s3cret-of-the-app"


def url_of(database, user="postgres"):
    return SERVER.rsplit("/", 1)[0].replace("//postgres@", f"//{user}@") + "/" + database


@contextlib.contextmanager
def environment(**variables):
    """Only these of the variables that name a database."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("PG") and name != "DATABASE_URL"}
    with mock.patch.dict(os.environ, {**others, **variables}, clear=True):
        yield


def children():
    return pathlib.Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


class Ticker:
    """Ticks as often as the event loop lets it."""

    longest_pause = 0.0

    async def __aenter__(self):
        self._task = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_):
        self._task.cancel()

    async def _tick(self):
        while True:
            start = time.monotonic()
            await asyncio.sleep(0.01)
            self.longest_pause = max(self.longest_pause, time.monotonic() - start)


class LifespanTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.database = f"pgreconcile_recipe_{os.getpid()}_{id(self)}"
        self.server = await asyncpg.connect(SERVER)
        await self.server.execute(f"CREATE DATABASE {self.database}")
        self.url = url_of(self.database)
        self.lines = []
        handler = logging.Handler()
        handler.emit = lambda record: self.lines.append(f"{record.levelname}: {record.getMessage()}")
        recipe.log.addHandler(handler)
        recipe.log.setLevel(logging.DEBUG)
        recipe.log.propagate = False
        self.addCleanup(recipe.log.removeHandler, handler)

    async def asyncTearDown(self):
        await self.server.execute(f"DROP DATABASE {self.database} WITH (FORCE)")
        await self.server.close()
        self.assertEqual(children(), [])
        self.assertNotIn(PASSWORD, "\n".join(self.lines))

    async def start(self, command=COMMAND):
        """What FastAPI does with the lifespan."""
        with mock.patch.object(recipe.converge, "__defaults__", (command,)):
            async with recipe.lifespan(app=None):
                pass

    def assert_said(self, *lines):
        self.assertEqual(self.lines, list(lines))

    async def test_the_tables_are_there_when_the_service_starts(self):
        with environment(DATABASE_URL=self.url.replace("postgresql://", "postgresql+asyncpg://")):
            await self.start()
        self.assertEqual({line.split(":")[0] for line in self.lines}, {"INFO"}, self.lines)
        self.assertIn("INFO: step 1: create table public.kraken_conversations", self.lines)
        self.assertIn("converged", self.lines[-1])
        connection = await asyncpg.connect(self.url)
        try:
            conversation = await connection.fetchval(
                "INSERT INTO kraken_conversations (session_id, model, system_prompt_hash, agent_version)"
                " VALUES ('session-1', 'large', 'f00dfacef00dface', '1.4.2') RETURNING id"
            )
            turn = await connection.fetchval(
                "INSERT INTO kraken_turns (conversation_id, turn_number, user_query, assistant_response, model)"
                " VALUES ($1, 1, 'how deep?', 'very', 'large') RETURNING id",
                conversation,
            )
            await connection.execute(
                "INSERT INTO kraken_tool_calls (turn_id, tool_name, tool_args, tool_result, sequence_order)"
                " VALUES ($1, 'sonar', $2, $3, 1)",
                turn,
                json.dumps({"beam": "narrow"}),
                json.dumps({"metres": 8000}),
            )
            row = await connection.fetchrow(
                "SELECT c.status, t.cost_usd::text, k.tool_result->>'metres' AS metres, k.result_truncated"
                " FROM kraken_conversations c JOIN kraken_turns t ON t.conversation_id = c.id"
                " JOIN kraken_tool_calls k ON k.turn_id = t.id"
            )
        finally:
            await connection.close()
        self.assertEqual(tuple(row), ("active", "0.000000", "8000", False))

    async def test_a_second_start_has_nothing_to_do(self):
        with environment(DATABASE_URL=self.url):
            await self.start()
            self.lines.clear()
            await self.start()
        self.assert_said(f"INFO: 0 steps done. Database {self.database} (PostgreSQL {await self.version()}): converged.")

    async def test_a_conflict_keeps_nothing_else_from_the_service(self):
        with environment(DATABASE_URL=self.url):
            await self.start()
            connection = await asyncpg.connect(self.url)
            await connection.execute(
                "DROP TABLE kraken_tool_calls; ALTER TABLE kraken_conversations ALTER status DROP DEFAULT"
            )
            self.lines.clear()
            await self.start()
            found = await connection.fetchval("SELECT to_regclass('kraken_tool_calls')::text")
            await connection.close()
        self.assertEqual(found, "kraken_tool_calls")
        said = "\n".join(self.lines)
        self.assertIn("conflict", said)
        self.assertNotIn("ended with", said)

    async def version(self):
        return (await self.server.fetchval("SHOW server_version")).split()[0]

    async def test_the_event_loop_goes_on_while_the_start_waits(self):
        other_host = await asyncpg.connect(self.url)
        await other_host.execute(f"SELECT pg_advisory_lock({APPLY_LOCK})")
        with environment(DATABASE_URL=self.url):
            async with Ticker() as ticker:
                start = asyncio.create_task(self.start())
                await asyncio.sleep(1.5)
                self.assertFalse(start.done())
                await other_host.close()
                await start
        self.assertLess(ticker.longest_pause, 1)
        self.assertIn("another apply runs on this database", self.lines[0])
        self.assertIn("converged", self.lines[-1])

    async def test_no_database_is_named(self):
        with environment():
            await self.start()
        self.assert_said("WARNING: pgreconcile: warning: no database is named: nothing was applied")

    async def test_the_url_may_come_from_elsewhere(self):
        with environment(DATABASE_URL="postgresql://127.0.0.1:1/not_this_one"):
            await recipe.converge(COMMAND, database_url=self.url)
        self.assertIn("converged", self.lines[-1])

    async def test_a_wrong_url_is_a_warning(self):
        for url in (
            f"postgresql+asyncpg://app:{PASSWORD}@127.0.0.1:1/{self.database}",
            url_of("there_is_no_such_database", f"postgres:{PASSWORD}"),
            f"postgresql+asyncpg://app:{PASSWORD}@127.0.0.1:1:2/{self.database}",
            f"mysql://app:{PASSWORD}@127.0.0.1/{self.database}",
        ):
            with self.subTest(url=url), environment(DATABASE_URL=url):
                self.lines.clear()
                await self.start()
                self.assertTrue(self.lines)
                self.assertEqual({line.split(":")[0] for line in self.lines}, {"WARNING"}, self.lines)

    async def test_a_wrong_schema_file_is_a_warning(self):
        with environment(DATABASE_URL=self.url):
            await self.start((*COMMAND[:-1], str(ROOT / "README.md")))
        self.assertEqual(self.lines[-1], "WARNING: ended with exit code 65")

    async def test_the_program_is_missing(self):
        with environment(DATABASE_URL=self.url):
            await self.start(("/nowhere/pgreconcile", "apply"))
        self.assert_said("WARNING: could not be run: [Errno 2] No such file or directory: '/nowhere/pgreconcile'")

    async def test_the_program_crashes(self):
        await self.start(("sh", "-c", "echo half a li; kill -SEGV $$"))
        self.assert_said("INFO: half a li", f"WARNING: ended with signal {int(signal.SIGSEGV)}")

    async def test_the_program_writes_no_lines(self):
        await self.start(("sh", "-c", "head -c 3000000 /dev/zero; exec sleep 100"))
        self.assertEqual(len(self.lines), 1)
        self.assertTrue(self.lines[0].startswith("WARNING: could not be run: "), self.lines)

    async def test_it_takes_too_long(self):
        other_host = await asyncpg.connect(self.url)
        await other_host.execute(f"SELECT pg_advisory_lock({APPLY_LOCK})")
        with environment(DATABASE_URL=self.url):
            await recipe.converge(COMMAND, time_limit=0.5)
        await other_host.close()
        self.assertEqual(
            self.lines[-1], "WARNING: stopped after 0.5 s: the database may lack what the schema file declares"
        )
        self.assertEqual(children(), [])

    async def test_it_does_not_end_when_told_to(self):
        start = time.monotonic()
        await recipe.converge(("sh", "-c", "trap '' TERM; while :; do sleep 0.1; done"), time_limit=0.2, grace=0.2)
        self.assertLess(time.monotonic() - start, 5)
        self.assert_said("WARNING: stopped after 0.2 s: the database may lack what the schema file declares")

    async def test_a_cancelled_start_leaves_no_process(self):
        other_host = await asyncpg.connect(self.url)
        await other_host.execute(f"SELECT pg_advisory_lock({APPLY_LOCK})")
        with environment(DATABASE_URL=self.url):
            for delay in (0, 0.001, 0.01, 0.5):
                with self.subTest(delay=delay):
                    start = asyncio.create_task(self.start())
                    await asyncio.sleep(delay)
                    start.cancel()
                    with self.assertRaises(asyncio.CancelledError):
                        await start
                    self.assertEqual(children(), [])
        await other_host.close()

    async def test_cancelled_twice_it_leaves_no_process(self):
        start = asyncio.create_task(recipe.converge(("sh", "-c", "trap '' TERM; while :; do sleep 0.1; done")))
        await asyncio.sleep(0.3)
        start.cancel()
        await asyncio.sleep(0.1)
        start.cancel()
        with self.assertRaises(asyncio.CancelledError):
            await start
        self.assertEqual(children(), [])


if __name__ == "__main__":
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    unittest.main()
