#!/usr/bin/python3
"""What the documentation says of files, options, exit codes and metrics is so, and its links lead somewhere.

Needs PGRECONCILE_BINARY, and git for what belongs to the tree. No server: what the README's consoles show, and what its
YAML means, are the business of integration/readme_test.cpp and unit/docs_test.cpp.
"""

import base64
import hashlib
import os
import pathlib
import re
import subprocess
import unittest
import urllib.parse

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ["PGRECONCILE_BINARY"]
README = ROOT / "README.md"
CLI = ROOT / "docs/cli.md"
RECIPES = ROOT / "ci/recipes/README.md"
PAGES = [README, ROOT / "CHANGELOG.md", RECIPES, *sorted(ROOT.glob("docs/*.md"))]
FENCED = re.compile(r"^ *(?P<fence>`{3,}|~{3,}) *(?P<language>[\w-]*)[^`\n]*\n(?P<code>.*?)^ *(?P=fence)`* *$", re.M | re.S)
IN_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")


def read(path):
    return path.read_text(encoding="utf-8")


def without_blocks(text):
    """Less its blocks of code, in which a # begins no heading and nothing is a link."""
    return FENCED.sub("", text)


def blocks(text, language):
    return [block["code"] for block in FENCED.finditer(text) if block["language"] == language]


def headings(text):
    return [title.strip() for title in re.findall(r"^#{1,6} +(.+?)#*$", without_blocks(text), re.M)]


def section(text, title):
    """What is below the heading, up to the next one."""
    found = re.search(rf"^(#+) {re.escape(title)}\n(.*?)(?=^#{{1,6}} |\Z)", without_blocks(text), re.M | re.S)
    assert found, f"there is no section {title}"
    return found[2]


def table(text):
    """The first one's header and rows, as lists of cells."""
    lines = re.search(r"^\|.*\n\|[-| :]+\|\n(?:\|.*\n?)*", text, re.M)
    assert lines, "there is no table"
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[0].splitlines()]
    return rows[0], rows[2:]


def first_column(text):
    return [row[0].strip("`*") for row in table(text)[1]]


class LinksTest(unittest.TestCase):
    def test_every_link_leads_to_a_file_of_the_tree_and_to_a_heading_of_it(self):
        tree = files_of_the_tree()
        found = 0
        for page in PAGES:
            with self.subTest(page=str(page.relative_to(ROOT))):
                found += len(links(read(page)))
                self.assertEqual(broken_links(page, read(page), tree), [])
        self.assertGreater(found, 30, "hardly any link was found")

    def test_broken_links_are_found(self):
        tree = {"docs/cli.md", "ci/recipes/README.md"}
        broken = {
            "[a](nothing.md)": ["nothing.md: no such file"],
            "[a](../ci/nothing)": ["../ci/nothing: no such file"],
            "[a](../../elsewhere.md)": ["../../elsewhere.md: no such file"],
            "![a](a.png)": ["a.png: no such file"],
            "[a\nb](cli.md#nothing)": ["cli.md#nothing: no such heading"],
            "[a](#nothing)": ["#nothing: no such heading"],
            "[a](../ci/recipes#rights)": ["../ci/recipes#rights: no such heading"],
            "[a]\n\n[a]: nothing.md\n": ["nothing.md: no such file"],
            '<img src="a.png">': ["a.png: no such file"],
        }
        sound = [
            "[a](cli.md#exit-codes)", "[a](../ci/recipes)", "[a](../ci/recipes/README.md#rights)", "[a](https://x.org/y)",
            "# One `two`, three\n# One two three\n[a](#one-two-three) [a](#one-two-three-1)", "`[a](nothing.md)`",
            "```\n[a](nothing.md)\n```\n",
        ]  # fmt: skip
        for text, problems in {**broken, **dict.fromkeys(sound, [])}.items():
            with self.subTest(text=text):
                self.assertEqual(broken_links(CLI, text, tree), problems)


def files_of_the_tree():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True, timeout=30)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}


def links(text):
    text = IN_CODE.sub("", without_blocks(text))
    forms = (r"\]\(<?([^)\s>]+)", r"^ {0,3}\[[^\]]+\]: *(\S+)", r"<[^>]*\b(?:href|src)=\"([^\"]+)\"")
    return [target for form in forms for target in re.findall(form, text, re.M)]


def anchors(text):
    """Those that GitHub gives to the headings."""
    found = []
    for title in headings(text):
        shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title)
        anchor = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
        repeated = sum(1 for other in found if re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", other))
        found.append(f"{anchor}-{repeated}" if repeated else anchor)
    return found


def broken_links(page, text, tree):
    problems = []
    for target in links(text):
        if re.match(r"[a-z][a-z+.-]*:", target):
            continue
        path, _, fragment = urllib.parse.unquote(target).partition("#")
        name = os.path.relpath(page.parent / path, ROOT) if path else str(page.relative_to(ROOT))
        if name not in tree and not any(other.startswith(f"{name}/") for other in tree):
            problems.append(f"{target}: no such file")
        elif fragment:
            pointed = text if not path else read(ROOT / name) if name.endswith(".md") else ""
            if fragment not in anchors(pointed):
                problems.append(f"{target}: no such heading")
    return problems


class ReadmeTest(unittest.TestCase):
    def test_the_first_commands_are_the_demo_and_the_tests(self):
        first = [line.partition("#")[0].strip() for line in blocks(read(README), "")[0].splitlines()]
        self.assertEqual(first, ["./ci/demo", "./ci/test"])
        for program in first:
            self.assertTrue(os.access(ROOT / program, os.X_OK), program)

    def test_the_schema_that_it_shows_is_a_part_of_the_example(self):
        shown = yaml.safe_load(blocks(read(README), "yaml")[0])
        self.assertIn("`schema.yaml`, shortened", read(README))
        self.assertEqual(beyond(shown, yaml.safe_load(read(ROOT / "schema.yaml"))), [])

    def test_what_is_no_part_of_the_example_is_found(self):
        whole = {"a": [{"b": 1, "c": 2}, 3], "d": 4}
        self.assertEqual(beyond({"a": [{"b": 1, "c": 2}], "d": 4}, whole), [])
        self.assertEqual(beyond({"a": [{"b": 1}]}, whole), ["a: {'b': 1}"])
        self.assertEqual(beyond({"a": [3, {"b": 1, "c": 2}]}, whole), ["a: {'b': 1, 'c': 2}"])
        self.assertEqual(beyond({"d": 5, "e": 4}, whole), ["d: 5", "e: 4"])

    def test_it_tells_users_of_other_tools_what_is_the_same_and_what_is_not(self):
        header, rows = table(section(read(README), "Coming from another tool"))
        self.assertEqual(header[:3], ["from", "the same", "different here"])
        self.assertEqual([row[0].strip("*") for row in rows], ["Alembic", "Atlas", "Flyway", "psqldef", "Pyrseas"])
        for row in rows:
            self.assertEqual(len(row), len(header), row)
            self.assertTrue(all(row), row)

    def test_it_says_when_not_to_use_the_tool(self):
        reasons = re.findall(r"^- \w", section(read(README), "When not to use pgreconcile"), re.M)
        self.assertGreaterEqual(len(reasons), 3)


def beyond(shown, whole, place=""):
    """What is shown and is not in the whole. Keys and items may be left out, but items are whole, and in order."""
    if isinstance(shown, dict) and isinstance(whole, dict):
        return [
            problem
            for key, value in shown.items()
            for problem in beyond(value, whole.get(key), f"{place}.{key}" if place else key)
        ]
    if isinstance(shown, list) and isinstance(whole, list):
        rest = iter(whole)
        return [f"{place}: {item}" for item in shown if item not in rest]
    return [] if shown == whole else [f"{place}: {shown}"]


class PictureTest(unittest.TestCase):
    """Of the report. What it shows stands beside it, as a hash: it takes a browser to make it anew."""

    PICTURE = "docs/drift-report.png"
    PAGE = "tests/golden/drift/kraken.html"
    RETAKE = (
        "take a new picture: ci/browser /tmp/pictures, look at it, and copy drift-report.png and drift-report.sha256 "
        "from there into docs"
    )

    def test_the_readme_shows_it(self):
        shown = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", read(README))
        self.assertIn(self.PICTURE, [target for _, target in shown])
        picture = (ROOT / self.PICTURE).read_bytes()
        self.assertEqual((picture[:8], picture[12:16], picture[-8:-4]), (b"\x89PNG\r\n\x1a\n", b"IHDR", b"IEND"))

    def test_it_shows_the_page_of_today(self):
        page = hashlib.sha256((ROOT / self.PAGE).read_bytes()).hexdigest()
        self.assertEqual(read(ROOT / "docs/drift-report.sha256"), f"{page}  {self.PAGE}\n", self.RETAKE)

    def test_the_page_names_the_style_of_today(self):
        # One golden page has the style of all, so that it is by this hash that the picture's page changes with it.
        style = re.search(r"<style>(.*?)</style>", read(ROOT / "tests/golden/drift/converged.html"), re.S)[1]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        self.assertIn(f"style-src 'sha256-{digest}'", read(ROOT / self.PAGE))


class MetricsTest(unittest.TestCase):
    def setUp(self):
        self.printed = read(ROOT / "tests/golden/drift/shop.prom")

    def test_those_that_are_documented_are_those_that_drift_prints(self):
        documented = re.findall(r"^\| `(pgreconcile_\w+)\{([\w,]*)\}` \|", section(read(CLI), "drift"), re.M)
        samples = re.findall(r"^(\w+)\{(.*)\} \S+$", self.printed, re.M)
        printed = {(name, ",".join(re.findall(r"(\w+)=\"", labels))) for name, labels in samples}
        self.assertEqual(sorted(documented), sorted(printed))

    def test_the_classes_are_those_of_differences(self):
        classes = re.findall(r"\bclass=\"(\w+)\"", self.printed)
        self.assertEqual(first_column(section(read(CLI), "Differences")), classes)


class ExitCodesTest(unittest.TestCase):
    def setUp(self):
        self.documented = codes(section(read(CLI), "Exit codes"))

    def test_those_that_are_documented_are_those_that_there_are(self):
        enumeration = re.search(r"enum class ExitCode[^{]*\{(.*?)\}", read(ROOT / "src/cli/exit_code.hpp"), re.S)[1]
        self.assertEqual(sorted(self.documented), sorted(int(code) for code in re.findall(r"= (\d+),", enumeration)))

    def test_help_tells_of_them_in_the_same_order(self):
        listed = re.search(r"^Exit codes:\n(.*?)\n\n", help_of(), re.M | re.S)[1]
        self.assertEqual([int(code) for code in re.findall(r"^ +(\d+)  ", listed, re.M)], self.documented)

    def test_the_recipes_say_what_to_do_at_each(self):
        self.assertEqual(codes(section(read(RECIPES), "Exit codes")), sorted(self.documented))

    def test_whoever_is_on_call_is_told_what_to_do_at_each_of_apply(self):
        told = codes(section(read(ROOT / "docs/operations.md"), "What to do at each exit code"))
        self.assertEqual(told, sorted(set(self.documented) - {2}))

    def test_verify_has_no_others(self):
        self.assertLessEqual(set(codes(section(read(CLI), "verify"))), set(self.documented))


def codes(text):
    """The numbers in the first column; one cell may have several."""
    header, rows = table(text)
    assert header[0] == "code", header
    return [int(code) for row in rows for code in row[0].split(",")]


def help_of(*command):
    result = subprocess.run([BINARY, *command, "--help"], check=True, capture_output=True, text=True, timeout=30)
    return result.stdout


def commands():
    listed = re.search(r"^Commands:\n(.*?)\n\n", help_of(), re.M | re.S)[1]
    return re.findall(r"^  ([a-z-]+)  ", listed, re.M)


def options(*command):
    return set(re.findall(r"^  (?:-\w, |    )(--[a-z-]+)", help_of(*command), re.M))


class CommandLineTest(unittest.TestCase):
    def test_every_command_is_listed_and_has_a_section(self):
        self.assertGreaterEqual(len(commands()), 10)
        listed = re.findall(r"^pgreconcile ([a-z-]+)  ", blocks(read(CLI), "text")[0], re.M)
        self.assertEqual(sorted(listed), sorted(commands()))
        titles = re.findall(r"^## (.+)$", without_blocks(read(CLI)), re.M)
        for command in commands():
            self.assertTrue(any(command in title.split() for title in titles), f"{command} has no section")

    def test_every_option_is_documented(self):
        documented = {option for page in [README, *ROOT.glob("docs/*.md")] for option in OPTION.findall(read(page))}
        for command in commands():
            self.assertGreaterEqual(len(options(command)), 3, command)
            self.assertEqual(sorted(options(command) - documented), [], command)

    def test_no_option_is_documented_that_there_is_not(self):
        known = options().union(*(options(command) for command in commands()))
        for page in (README, RECIPES, CLI, ROOT / "docs/operations.md", ROOT / "docs/coming-from.md"):
            of_others = re.compile(r"`(cmake|ci/)[^`]*`")
            self.assertEqual(sorted(set(OPTION.findall(of_others.sub("", read(page)))) - known), [], page)

    def test_help_of_each_command_has_an_example_of_it(self):
        for command in commands():
            examples = help_of(command).partition("\nExamples:\n")[2].splitlines()
            self.assertTrue(examples, command)
            for example in examples:
                self.assertIn(f"pgreconcile {command}", example)


class ChangelogTest(unittest.TestCase):
    TEXT = read(ROOT / "CHANGELOG.md")

    def test_it_begins_with_what_is_not_released(self):
        versions = re.findall(r"^## (.+)$", self.TEXT, re.M)
        self.assertEqual(versions[0], "[Unreleased]")
        for version in versions[1:]:
            self.assertRegex(version, r"^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$")

    def test_it_has_the_headings_of_keep_a_changelog_alone_and_each_once(self):
        kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]
        for release in re.split(r"^## ", self.TEXT, flags=re.M)[1:]:
            found = re.findall(r"^#{3,} (.+)$", release, re.M)
            self.assertLessEqual(set(found), set(kinds))
            self.assertEqual(found, sorted(set(found), key=kinds.index))
            self.assertEqual(len(found), len(re.findall(r"^### .+\n\n- ", release, re.M)), "a heading without an entry")


if __name__ == "__main__":
    unittest.main()
