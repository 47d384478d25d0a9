#!/usr/bin/python3
"""Every file under ci/recipes can be read by what it is for, and every command line in it by pgreconcile.

Needs PGRECONCILE_BINARY. Shell files are shellcheck's, and units systemd's: see ci/lint.
"""

import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import command_lines
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECIPES = ROOT / "ci/recipes"
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

    def test_every_command_line_of_the_documentation_is_understood(self):
        for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]:
            with self.subTest(file=str(path.relative_to(ROOT))):
                found = command_lines.command_lines(path)
                if path.name in ("README.md", "cli.md", "operations.md", "coming-from.md"):
                    self.assertGreater(len(found), 5, "hardly any command was found")
                for arguments in found:
                    self.assertEqual(refusal(arguments), "", arguments)

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
            "c.md": ("```yaml\na: 1\n```\n\n```\npgreconcile plan --y    # why\n```\n", ["plan", "--y"]),
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


def documents(name):
    """Those of a YAML file, less what Helm fills in."""
    text = (RECIPES / name).read_text(encoding="utf-8")
    return list(yaml.safe_load_all(re.sub(r"\{\{.*?\}\}", "filled-in", text)))


def unit(name):
    """The keys of a unit of systemd, each with all its values."""
    keys = {}
    for line in (RECIPES / name).read_text(encoding="utf-8").splitlines():
        key, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            keys.setdefault(key, []).append(value)
    return keys


class ExitCodesTest(unittest.TestCase):
    """75 is tried again, 3 stops; drift's 2 is an answer, and its 75 is none."""

    def test_jobs_of_kubernetes_try_again_what_passes_and_stop_at_the_rest(self):
        for name in ("deploy/kubernetes-job.yaml", "deploy/helm-hook.yaml"):
            job = next(document for document in documents(name) if document["kind"] == "Job")
            rules = job["spec"]["podFailurePolicy"]["rules"]
            stops = next(rule["onExitCodes"] for rule in rules if rule["action"] == "FailJob")
            self.assertEqual((stops["operator"], stops["values"]), ("NotIn", [69, 75, 130, 137]), name)
            self.assertEqual(stops["containerName"], job["spec"]["template"]["spec"]["containers"][0]["name"], name)
            self.assertGreater(job["spec"]["backoffLimit"], 0, name)

    def test_the_cron_job_fails_for_drift_and_not_for_a_deploy(self):
        template = documents("cron/kubernetes-cronjob.yaml")[0]["spec"]["jobTemplate"]["spec"]["template"]
        container = template["spec"]["containers"][0]
        for code, outcome in ((0, 0), (2, 2), (75, 0), (69, 69)):
            with tempfile.TemporaryDirectory() as folder:
                program = pathlib.Path(folder, "pgreconcile")
                program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
                program.chmod(0o755)
                path = {"PATH": f"{folder}:{os.environ['PATH']}"}
                result = subprocess.run([*container["command"], *container["args"]], env=path, timeout=30)
                self.assertEqual(result.returncode, outcome, code)

    def test_the_unit_of_drift_takes_its_answers_for_success(self):
        self.assertEqual(unit("cron/pgreconcile-drift.service")["SuccessExitStatus"], ["2 75"])


class HardeningTest(unittest.TestCase):
    def test_the_unit_of_the_deploy_comes_before_the_service(self):
        keys = unit("deploy/kraken-schema.service")
        self.assertEqual(keys["Type"], ["oneshot"])
        self.assertEqual(keys["Before"], ["kraken.service"])
        self.assertEqual(keys["RemainAfterExit"], ["yes"])

    def test_units_can_do_nothing_but_their_work(self):
        for name in ("deploy/kraken-schema.service", "cron/pgreconcile-drift.service"):
            keys = unit(name)
            for key in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "MemoryDenyWriteExecute"):
                self.assertEqual(keys.get(key), ["yes"], f"{name}: {key}")
            self.assertEqual(keys.get("ProtectSystem"), ["strict"], name)
            self.assertEqual(keys.get("CapabilityBoundingSet"), [""], name)
            self.assertIn("@system-service", keys.get("SystemCallFilter", []), name)

    def test_containers_can_do_nothing_but_their_work(self):
        found = 0
        for path in files(RECIPES):
            if path.suffix != ".yaml":
                continue
            for document in documents(path.relative_to(RECIPES)):
                for container in containers(document):
                    if "pgreconcile" not in str(container.get("image")):
                        continue
                    found += 1
                    context = container["securityContext"]
                    self.assertIs(context["allowPrivilegeEscalation"], False, path)
                    self.assertIs(context["readOnlyRootFilesystem"], True, path)
                    self.assertEqual(context["capabilities"], {"drop": ["ALL"]}, path)
        self.assertEqual(found, 4, "the job, the init container, the hook, the cron job")


def containers(node):
    """All that run in what a file of Kubernetes describes."""
    if isinstance(node, list):
        return [container for item in node for container in containers(item)]
    if not isinstance(node, dict):
        return []
    own = [item for key in ("containers", "initContainers") for item in node.get(key) or []]
    return own + [container for value in node.values() for container in containers(value)]


if __name__ == "__main__":
    unittest.main()
