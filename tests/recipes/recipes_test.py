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


def refusal(arguments):
    """What the program says of a command line that it does not understand; empty where it does."""
    with tempfile.TemporaryDirectory() as folder:
        result = subprocess.run(
            [BINARY, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL
        )
    is_refused = result.returncode == 64 and "no database is named" not in result.stderr
    return result.stderr if is_refused else ""


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
                    self.assertGreater(len(found), 3, "hardly any command was found")
                for arguments in found:
                    self.assertEqual(refusal(arguments), "", arguments)

    def test_none_names_a_database(self):
        for path in files(RECIPES):
            for arguments in command_lines.command_lines(path):
                self.assertNotIn("--database-url", " ".join(arguments), f"{path}: others could see it")

    def test_none_is_missing(self):
        self.assertEqual(
            [str(path.relative_to(RECIPES)) for path in files(RECIPES)],
            [
                "README.md",
                "cron/alerts.yaml",
                "cron/grafana-dashboard.json",
                "cron/kubernetes-cronjob.yaml",
                "cron/pgreconcile-drift.cron",
                "cron/pgreconcile-drift.service",
                "cron/pgreconcile-drift.timer",
                "deploy/apply-schema.sh",
                "deploy/helm-hook.yaml",
                "deploy/kraken-schema.service",
                "deploy/kubernetes-init-container.yaml",
                "deploy/kubernetes-job.yaml",
                "github/action.yml",
                "github/schema-check.yml",
                "github/schema-deploy.yml",
                "github/schema-drift.yml",
                "python/pgreconcile_lifespan.py",
            ],
        )

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


def lines_of(name):
    return (RECIPES / name).read_text(encoding="utf-8").splitlines()


def unit(name):
    """The keys of a unit of systemd, each with all its values."""
    keys = {}
    for line in lines_of(name):
        key, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            keys.setdefault(key, []).append(value)
    return keys


def containers(node):
    """All that run in what a file of Kubernetes describes."""
    if isinstance(node, list):
        return [container for item in node for container in containers(item)]
    if not isinstance(node, dict):
        return []
    own = [item for key in ("containers", "initContainers") for item in node.get(key) or []]
    return own + [container for value in node.values() for container in containers(value)]


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


APPLYING = ("deploy/kubernetes-job.yaml", "deploy/helm-hook.yaml", "deploy/kubernetes-init-container.yaml")
COMPARING = "cron/kubernetes-cronjob.yaml"


class KubernetesTest(unittest.TestCase):
    def test_each_reads_the_mounted_file_and_has_the_url_from_a_secret(self):
        for name in (*APPLYING, COMPARING):
            with self.subTest(name=name):
                pod = pod_of(name)
                container = ours(pod)
                words = " ".join([*container.get("command", []), *container["args"]])
                self.assertRegex(words, r"^/bin/sh -c pgreconcile drift " if name == COMPARING else "^apply ")
                file = re.search(r"--file (\S+)", words).group(1)
                [mount] = container["volumeMounts"]
                self.assertEqual((f"{mount['mountPath']}/schema.yaml", mount["readOnly"]), (file, True))
                [volume] = pod["volumes"]
                self.assertEqual(volume["name"], mount["name"])
                self.assertIn("configMap", volume)
                [variable] = container["env"]
                self.assertEqual(variable["name"], "DATABASE_URL")
                self.assertEqual(variable["valueFrom"]["secretKeyRef"]["key"], "url")

    def test_pods_can_do_nothing_but_their_work(self):
        for name in (*APPLYING, COMPARING):
            with self.subTest(name=name):
                pod = pod_of(name)
                container = ours(pod)
                context = {**pod.get("securityContext", {}), **container["securityContext"]}
                self.assertEqual(
                    {key: value for key, value in context.items() if key != "runAsGroup"},
                    {
                        "runAsNonRoot": True,
                        "runAsUser": 65532,
                        "seccompProfile": {"type": "RuntimeDefault"},
                        "allowPrivilegeEscalation": False,
                        "readOnlyRootFilesystem": True,
                        "capabilities": {"drop": ["ALL"]},
                    },
                )
                if name != "deploy/kubernetes-init-container.yaml":  # whose pod is the service's
                    self.assertIs(pod["automountServiceAccountToken"], False)
                    self.assertEqual(pod["restartPolicy"], "Never")

    def test_helm_waits_for_the_job_before_the_release(self):
        config, job = documents("deploy/helm-hook.yaml")
        self.assertEqual((config["kind"], job["kind"]), ("ConfigMap", "Job"))
        of_config, of_job = (document["metadata"]["annotations"] for document in (config, job))
        for annotations in (of_config, of_job):
            self.assertEqual(annotations["helm.sh/hook"], "pre-install,pre-upgrade")
            self.assertIn("before-hook-creation", annotations["helm.sh/hook-delete-policy"])
        # Where a job fails it stays, with its log.
        self.assertNotIn("hook-failed", of_job["helm.sh/hook-delete-policy"])
        self.assertLess(int(of_config["helm.sh/hook-weight"]), int(of_job["helm.sh/hook-weight"]))
        self.assertEqual(pod_of("deploy/helm-hook.yaml")["volumes"][0]["configMap"]["name"], config["metadata"]["name"])
        self.assertIn("schema.yaml", config["data"])

    def test_the_init_container_comes_before_the_service(self):
        pod = pod_of("deploy/kubernetes-init-container.yaml")
        self.assertEqual([container["name"] for container in pod["initContainers"]], ["schema"])
        self.assertEqual([container["name"] for container in pod["containers"]], ["kraken"])

    def test_the_cron_job_runs_often_and_never_twice_at_once(self):
        spec = documents(COMPARING)[0]["spec"]
        self.assertEqual((spec["schedule"], spec["concurrencyPolicy"]), ("*/15 * * * *", "Forbid"))


def pod_of(name):
    workload = documents(name)[-1]
    spec = workload["spec"].get("jobTemplate", workload)["spec"]
    return spec["template"]["spec"]


def ours(pod):
    [container] = [item for item in containers(pod) if "/pgreconcile:" in item["image"]]
    return container


class UnitsTest(unittest.TestCase):
    def test_the_unit_of_the_deploy_comes_before_the_service(self):
        keys = unit("deploy/kraken-schema.service")
        self.assertEqual(keys["Type"], ["oneshot"])
        self.assertEqual(keys["Before"], ["kraken.service"])
        self.assertEqual(keys["RemainAfterExit"], ["yes"])
        self.assertEqual(keys["ExecStart"], ["/opt/kraken/deploy/apply-schema.sh"])
        self.assertEqual(keys["Environment"], ["SCHEMA=/etc/kraken/schema.yaml"])
        self.assertEqual(keys["EnvironmentFile"], ["/etc/kraken/database.env"])
        self.assertEqual(keys["WantedBy"], ["multi-user.target"])

    def test_the_timer_and_the_cron_line_write_what_node_exporter_reads(self):
        metrics = pathlib.PurePath("/var/lib/prometheus/node-exporter/pgreconcile.prom")
        for name in ("cron/pgreconcile-drift.service", "cron/pgreconcile-drift.cron"):
            [arguments] = command_lines.command_lines(RECIPES / name)
            options = dict(zip(arguments[1::2], arguments[2::2]))
            self.assertEqual((options["--format"], options["--output"]), ("prometheus", str(metrics)), name)
        self.assertEqual(unit("cron/pgreconcile-drift.service")["ReadWritePaths"], [str(metrics.parent)])
        self.assertEqual(unit("cron/pgreconcile-drift.timer")["OnCalendar"], ["*:0/15"])

    def test_the_cron_line_logs_what_went_wrong_and_hands_on_the_url(self):
        [line] = [line for line in lines_of("cron/pgreconcile-drift.cron") if "pgreconcile drift" in line]
        minute, hour, day, month, weekday, user, command = line.split(maxsplit=6)
        self.assertEqual((minute, hour, day, month, weekday, user), ("*/15", "*", "*", "*", "*", "pgreconcile"))
        with tempfile.TemporaryDirectory() as folder:
            programs = {
                "pgreconcile": f'echo "$DATABASE_URL $*" >{folder}/ran; echo went wrong >&2; exit 69',
                "logger": f'{{ echo "$*"; cat; }} >{folder}/log',
            }
            for name, script in programs.items():
                program = pathlib.Path(folder, name)
                program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
                program.chmod(0o755)
            pathlib.Path(folder, "drift.env").write_text("DATABASE_URL='postgresql://of-the-file/x?a=b&c=d'\n", encoding="utf-8")
            command = command.replace("/etc/pgreconcile", folder)
            result = subprocess.run(
                ["sh", "-c", command], env={"PATH": f"{folder}:{os.environ['PATH']}"}, capture_output=True, text=True, timeout=30
            )
            self.assertEqual((result.stdout, result.stderr), ("", ""), "cron would send a mail")
            ran = pathlib.Path(folder, "ran").read_text(encoding="utf-8")
            self.assertTrue(ran.startswith("postgresql://of-the-file/x?a=b&c=d drift --file "), ran)
            log = pathlib.Path(folder, "log").read_text(encoding="utf-8")
            self.assertEqual(log, "-t pgreconcile-drift\nwent wrong\n")


class WorkflowsTest(unittest.TestCase):
    """What GitHub makes of a workflow; their scripts are run by tests/integration/recipes_github_test.cpp."""

    def test_each_runs_when_it_is_needed(self):
        check, deploy, drift = (workflow(name)["on"] for name in WORKFLOWS)
        self.assertEqual(check, {"pull_request": {"paths": ["schema.yaml", ".github/workflows/schema-check.yml"]}})
        self.assertEqual(deploy, {"push": {"branches": ["main"], "paths": ["schema.yaml"]}, "workflow_dispatch": ""})
        self.assertEqual(drift, {"schedule": [{"cron": "17 3 * * *"}], "workflow_dispatch": ""})

    def test_none_may_more_than_it_must(self):
        for name in WORKFLOWS:
            with self.subTest(name=name):
                flow = workflow(name)
                self.assertEqual(flow["permissions"], {"contents": "read"})
                [job] = flow["jobs"].values()
                more = {"contents": "read", "pull-requests": "write"} if name == "schema-check.yml" else None
                self.assertEqual(job.get("permissions"), more)
                self.assertEqual(job["steps"][0]["uses"], "actions/checkout@v4")
                self.assertEqual(job["steps"][0]["with"]["persist-credentials"], "false")
                self.assertEqual(job["steps"][1]["uses"], "./.github/actions/pgreconcile")
                self.assertLessEqual({"repository", "version"}, set(job["steps"][1]["with"]))

    def test_deploys_take_turns_and_are_never_cut_off(self):
        flow = workflow("schema-deploy.yml")
        self.assertEqual(flow["concurrency"], {"group": "schema-deploy", "cancel-in-progress": "false"})
        self.assertEqual(flow["jobs"]["apply"]["environment"], "production")

    def test_the_newest_push_is_the_one_that_is_checked(self):
        concurrency = workflow("schema-check.yml")["concurrency"]
        self.assertIn("github.event.pull_request.number", concurrency["group"])
        self.assertEqual(concurrency["cancel-in-progress"], "true")

    def test_a_conflict_fails_the_check_after_all_else_was_said(self):
        steps = workflow("schema-check.yml")["jobs"]["check"]["steps"]
        self.assertEqual([step["name"] for step in steps[2:]], ["Validate", "Plan", "Comment", "Verify", "Conflicts"])
        # That of a fork has no token that may write.
        conditions = {step["name"]: step["if"] for step in steps if "if" in step}
        self.assertEqual(conditions, {"Comment": "github.event.pull_request.head.repo.full_name == github.repository"})
        # What `--from` reads is in the merge commit's first parent.
        self.assertEqual(steps[0]["with"]["fetch-depth"], "2")

    def test_the_action_runs_only_what_it_is_given(self):
        action = yaml.load((RECIPES / "github/action.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
        inputs = {name: (item.get("required"), item.get("default")) for name, item in action["inputs"].items()}
        self.assertEqual(
            inputs,
            {
                "repository": ("true", None),
                "version": ("true", None),
                "package": (None, "pgreconcile_*_amd64.deb"),
                "args": (None, ""),
            },
        )
        self.assertEqual([step.get("if") for step in action["runs"]["steps"]], [None, "inputs.args != ''"])


WORKFLOWS = ("schema-check.yml", "schema-deploy.yml", "schema-drift.yml")


def workflow(name):
    """Each value as it is written: `on` is a word here."""
    return yaml.load((RECIPES / "github" / name).read_text(encoding="utf-8"), yaml.BaseLoader)


if __name__ == "__main__":
    unittest.main()
