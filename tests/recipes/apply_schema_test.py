#!/usr/bin/python3
"""The shell step of a deploy (ci/recipes/deploy/apply-schema.sh), with the real program and with one that fails.

Needs DATABASE_URL, as ci/with-postgres sets it, and PGRECONCILE_BINARY.
"""

import contextlib
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "ci/recipes/deploy/apply-schema.sh"
SERVER = os.environ["DATABASE_URL"]


def psql(url, statement):
    command = ["psql", "--no-psqlrc", "-qtA", "-v", "ON_ERROR_STOP=1", "--dbname", url, "-c", statement]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@contextlib.contextmanager
def own_database():
    name = f"pgreconcile_deploy_{os.getpid()}"
    psql(SERVER, f"CREATE DATABASE {name}")
    try:
        yield SERVER.rpartition("/")[0] + "/" + name
    finally:
        psql(SERVER, f"DROP DATABASE {name} WITH (FORCE)")


class ApplySchemaTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def deploy(self, *arguments, **variables):
        path = f"{self.folder}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "SCHEMA": str(ROOT / "schema.yaml"), "PAUSE": "0", **variables}
        return subprocess.run([SCRIPT, *arguments], env=environment, capture_output=True, text=True, timeout=60)

    def install(self, script):
        program = self.folder / "pgreconcile"
        program.write_text("#!/bin/sh\n" + script, encoding="utf-8")
        program.chmod(0o755)

    def install_codes(self, *codes):
        """A program that ends with these codes, one after the other, and keeps its arguments."""
        (self.folder / "codes").write_text("".join(f"{code}\n" for code in codes), encoding="utf-8")
        self.install(
            f'cd "{self.folder}" && echo "$@" >>runs && code=$(head -n 1 codes) && sed -i 1d codes && exit "$code"\n'
        )

    def runs(self):
        return (self.folder / "runs").read_text(encoding="utf-8").splitlines()

    def test_the_real_program_converges(self):
        self.install(f'exec "{os.environ["PGRECONCILE_BINARY"]}" "$@"\n')
        with own_database() as url:
            result = self.deploy(DATABASE_URL=url)
            self.assertEqual((result.returncode, result.stderr.count("apply-schema")), (0, 0), result)
            self.assertEqual(psql(url, "SELECT count(*) FROM pg_tables WHERE tablename LIKE 'kraken_%'"), "3")
            plan = str(self.folder / "plan.json")
            program = os.environ["PGRECONCILE_BINARY"]
            psql(url, "DROP TABLE kraken_tool_calls")
            subprocess.run(
                [program, "plan", "-f", ROOT / "schema.yaml", "--save", plan], env={**os.environ, "DATABASE_URL": url},
                check=True, capture_output=True,
            )
            self.assertEqual(self.deploy(plan, DATABASE_URL=url).returncode, 0)
            psql(url, "ALTER TABLE kraken_turns ALTER cost_usd TYPE double precision")
            conflict = self.deploy(DATABASE_URL=url)
            self.assertEqual(conflict.returncode, 3, conflict)
            self.assertIn("kraken_turns.cost_usd", conflict.stdout)
            self.assertIn("ALTER TABLE", conflict.stdout)
            self.assertEqual(
                conflict.stderr,
                "apply-schema: stop: somebody has to decide what stands in the way: see above, with the SQL to run by hand\n",
            )

    def test_75_is_tried_again(self):
        self.install_codes(75, 75, 0)
        result = self.deploy(OPTIONS="--record --max-wait 1m")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(
            result.stderr, "apply-schema: try 1 of 5: not now\napply-schema: try 2 of 5: not now\n"
        )
        self.assertEqual(self.runs(), [f"apply --file {ROOT}/schema.yaml --record --max-wait 1m"] * 3)

    def test_75_is_not_tried_for_ever(self):
        self.install_codes(*[75] * 9)
        result = self.deploy("a plan.json", TRIES="3")
        self.assertEqual(result.returncode, 75)
        self.assertTrue(result.stderr.endswith("stop: it was locked, or its connection broke, each time\n"), result)
        self.assertEqual(self.runs(), [f"apply --file {ROOT}/schema.yaml --plan a plan.json"] * 3)

    def test_all_else_stops_at_once(self):
        for code in (1, 3, 64, 65, 69, 70, 77, 130):
            with self.subTest(code=code):
                (self.folder / "runs").unlink(missing_ok=True)
                self.install_codes(code, 0)
                result = self.deploy()
                self.assertEqual(result.returncode, code)
                self.assertEqual(len(self.runs()), 1)
                self.assertTrue(result.stderr.startswith("apply-schema: stop"), result)

    def test_without_the_program_it_stops(self):
        result = self.deploy(PATH="/usr/bin:/bin")
        self.assertEqual(result.returncode, 127)
        self.assertTrue(result.stderr.endswith("apply-schema: stop: exit code 127\n"), result)


if __name__ == "__main__":
    unittest.main()
