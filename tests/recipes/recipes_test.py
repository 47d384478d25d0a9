#!/usr/bin/python3
"""Every file under ci/recipes can be read by what it is for, and every command line in it by pgreconcile.

Needs PGRECONCILE_BINARY. Shell files are shellcheck's, and units systemd's: see ci/lint.
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

import command_lines

RECIPES = pathlib.Path(__file__).resolve().parents[2] / "ci/recipes"
BINARY = os.environ["PGRECONCILE_BINARY"]
# No database is named, and there is no file to read: whatever is well said ends there, and does nothing.
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
REFUSALS = ("see pgreconcile --help", "unknown command", "no command is given")


def refusal(arguments):
    """What the program says of a command line that it does not understand; empty where it does."""
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [BINARY, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL
        )
    return result.stderr if any(refused in result.stderr for refused in REFUSALS) else ""


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


class RecipesTest(unittest.TestCase):
    def test_every_command_line_is_understood(self):
        with_commands = set()
        for path in files(RECIPES):
            with self.subTest(file=str(path.relative_to(RECIPES))):
                for arguments in command_lines.command_lines(path):
                    self.assertEqual(refusal(arguments), "", arguments)
                    with_commands.add(path.relative_to(RECIPES).parts[0])
        folders = {path.name for path in RECIPES.iterdir() if path.is_dir()}
        self.assertLessEqual(folders, with_commands, "there are recipes in which no command was found")

    def test_none_names_a_database(self):
        for path in files(RECIPES):
            for arguments in command_lines.command_lines(path):
                self.assertNotIn("--database-url", " ".join(arguments), f"{path}: others could see it")

    def test_each_begins_with_what_it_is(self):
        for path in files(RECIPES):
            if path.suffix != ".json":  # which has no comments
                self.assertRegex(path.read_text(encoding="utf-8"), r'\A(#!.*\n)?(# |""")\w', path)

    def test_wrong_command_lines_are_found(self):
        cases = {
            "run.sh": ("#!/bin/sh\n# pgreconcile bogus\npgreconcile apply \\\n  --file \"$F\" --nope && x\n", ["apply", "--file", "filled-in", "--nope"]),
            "quoted.sh": ("ssh host 'cd /x && pgreconcile aply --file x'\n", ["aply", "--file", "x"]),
            "output.sh": ("x=$(pgreconcile plan --bogus 2>&1 | cat)\n", ["plan", "--bogus"]),
            "job.yaml": ("a: [{image: x/pgreconcile:1, args: [drift, --format, sql]}]\n", ["drift", "--format", "sql"]),
            "pod.yaml": ("a: {command: [/usr/bin/pgreconcile, plann]}\n", ["plann"]),
            "flow.yml": ("on: push\na:\n  - run: |\n      x\n      pgreconcile plan --x ${{ inputs.y }}\n", ["plan", "--x", "filled-in"]),
            "a.service": ("[Service]\nExecStart=-/usr/bin/pgreconcile plan --x\n", ["plan", "--x"]),
            "a.py": ("C = ['/usr/bin/pgreconcile', 'apply', '--max-wait', '1']\n", ["apply", "--max-wait", "1"]),
            "a.md": ("```\npgreconcile plan --y\n```\n", ["plan", "--y"]),
            "b.md": ("Run `pgreconcile plan --y`, please.\n", ["plan", "--y"]),
            "action.yml": ("- {uses: a/pgreconcile@v1, with: {args: drift --ignor x}}\n", ["drift", "--ignor", "x"]),
            "crontab": ("5 4 * * * pgreconcile drift --z > /dev/null\n", ["drift", "--z"]),
            "a.cron": ("# /etc/cron.d/x\n@daily pgreconcile cd x && pgreconcile drift --z 2>&1 | y\n", ["drift", "--z"]),
            "alerts.yml": ("a: see pgreconcile drift\nrun: pgreconcile plan $X --z\n", ["plan", "--z"]),
        }
        with tempfile.TemporaryDirectory() as folder:
            for name, (text, arguments) in cases.items():
                with self.subTest(file=name):
                    path = pathlib.Path(folder, name)
                    path.write_text(text, encoding="utf-8")
                    self.assertEqual(command_lines.command_lines(path), [arguments])
                    self.assertNotEqual(refusal(arguments), "")

    def test_a_file_of_an_unknown_kind_is_not_passed_over(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "recipe.lua")
            path.write_text("", encoding="utf-8")
            with self.assertRaises(command_lines.UnknownKind):
                command_lines.command_lines(path)


if __name__ == "__main__":
    unittest.main()
