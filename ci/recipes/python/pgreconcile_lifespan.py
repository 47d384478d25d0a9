"""Converges the database when a FastAPI service starts: the backup of the deploy's `pgreconcile apply`.

The start never fails of it. A database that is not named, that is down or that differs, a missing program and a run that
takes too long are a line in the log; the service decides for itself what it can do without. The event loop is not
blocked meanwhile, and no process is left behind when the start is cancelled.

To change: COMMAND, above all the path of the schema file, and TIME_LIMIT. In the service:

    from fastapi import FastAPI
    from pgreconcile_lifespan import lifespan

    app = FastAPI(lifespan=lifespan)

DATABASE_URL is read from the environment, `postgresql+asyncpg://` is understood. A service that has its URL from
elsewhere awaits `converge(database_url=settings.database_url)` in its own lifespan.

Python 3.9 or later, and nothing but its standard library.
"""

import asyncio
import contextlib
import logging
import os
import re

# Waits 30 s at most for locks and for another host's apply, and turns failures into warnings. Exit codes other than 0 are
# left for what is wrong with the command line (64) and the schema file (65), for bugs (70) and for a stop (130).
COMMAND = ("pgreconcile", "apply", "--best-effort", "--if-configured", "--file", "schema.yaml")

# Seconds. What is not done then is done by the next start, or by the deploy.
TIME_LIMIT = 60.0

# Seconds that a run gets to end once it was told to: it cancels what the server does for it.
GRACE = 10.0

# Bytes. A longer line is no line of pgreconcile's.
LINE_LIMIT = 1 << 20

# What is said of a run that goes well: `step 2: create table public.kraken_turns`.
PROGRESS = re.compile(r"step \d+: ")

log = logging.getLogger("pgreconcile")


@contextlib.asynccontextmanager
async def lifespan(app):
    """For `FastAPI(lifespan=lifespan)`: the service takes requests once the database has converged, or could not."""
    await converge()
    yield


async def converge(command=COMMAND, *, database_url=None, time_limit=TIME_LIMIT, grace=GRACE):
    """Runs pgreconcile and logs what it says. Raises nothing but asyncio.CancelledError, when it is cancelled."""
    try:
        await _run(command, database_url, time_limit, grace)
    except asyncio.TimeoutError:
        log.warning("stopped after %g s: the database may lack what the schema file declares", time_limit)
    except Exception as error:  # such as a program that is not installed
        log.warning("could not be run: %s", error)


async def _run(command, database_url, time_limit, grace):
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(database_url),
        limit=LINE_LIMIT,
    )
    try:
        # Within, so that nothing comes between a process that ends too late and its end.
        code = await asyncio.wait_for(_log(process), time_limit)
    finally:
        await _end(process, grace)
    if code != 0:
        log.warning("ended with %s", f"signal {-code}" if code < 0 else f"exit code {code}")


def _environment(database_url):
    # Not as an option: everybody on the host can read a command line.
    return dict(os.environ, DATABASE_URL=database_url) if database_url else None


async def _log(process):
    await asyncio.gather(
        _log_lines(process.stdout, lambda line: logging.INFO),
        _log_lines(process.stderr, lambda line: logging.INFO if PROGRESS.match(line) else logging.WARNING),
    )
    return await process.wait()


async def _log_lines(stream, level_of):
    async for line in stream:
        text = line.decode(errors="replace").rstrip()
        if text:
            log.log(level_of(text), "%s", text)


async def _end(process, grace):
    if process.returncode is not None:
        return
    try:
        process.terminate()
        await asyncio.wait_for(process.wait(), grace)
    except (asyncio.TimeoutError, ProcessLookupError):
        pass
    finally:  # also where this is cancelled in its turn
        if process.returncode is None:
            process.kill()
            await process.wait()
