"""Where files that people copy run pgreconcile: its command lines, as lists of arguments.

What a recipe leaves to be filled in is filled in with a word.
"""

import ast
import json
import re
import shlex

import yaml

PROGRAM = re.compile(r"(?:^|(?<=[\s;&|(`\"'=]))(?:[\w./-]*/)?pgreconcile(?=\s+[a-z-])")
# What ends a command in a shell, but for quotes.
SHELL_END = {";", ";;", "&", "&&", "|", "||", ")", "(", "<", ">", ">>", "&>", ">&", "`"}
FILLED_IN = "filled-in"


class UnknownKind(Exception):
    """A file of a kind in which this does not know where commands are."""


def in_shell(text):
    """In a shell script, or in a line of one."""
    text = re.sub(r"\\\n", " ", text)
    lines = []
    for line in text.splitlines():
        if line.lstrip().startswith("#"):
            continue
        for match in PROGRAM.finditer(line):
            lines.append(_arguments(line[match.end() :]))
    return lines


def _arguments(rest):
    # These are any number of words, of which nothing is known.
    rest = re.sub(r'"?\$@"?|"?\$\{\w+\[@\]\}"?|(?<!")\$(\w+|\{\w+\})(?=\s|$)', "", rest)
    rest = re.sub(r"\$\{\{.*?\}\}|\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$\w+", FILLED_IN, rest)
    lexer = shlex.shlex(rest, posix=True, punctuation_chars=True)
    lexer.commenters = "#"
    lexer.whitespace_split = True
    arguments = []
    try:
        for word in lexer:
            if word in SHELL_END:
                break
            arguments.append(word.rstrip("`"))
            if word.endswith("`"):
                break
    except ValueError:  # the quote that closes belongs to the word around the command
        arguments = re.split(r"[\"'`;|&)]", rest)[0].split()
    if arguments and arguments[-1].isdigit() and "2>" in rest:
        arguments.pop()  # the 2 of 2>
    return arguments


# Whose text a shell runs.
SCRIPT_KEYS = ("run", "script", "before_script", "after_script", "command")


def in_yaml(text):
    """In YAML of any kind: commands of containers, scripts, and arguments of an action that is called pgreconcile."""
    lines = []
    for document in yaml.safe_load_all(re.sub(r"\$?\{\{.*?\}\}", FILLED_IN, text)):
        _walk(document, lines)
    return lines


def _walk(node, lines):
    if isinstance(node, dict):
        lines += _of_container(node) + _of_action(node)
        for key, value in node.items():
            if key in SCRIPT_KEYS:
                scripts = value if isinstance(value, list) and key != "command" else [value]
                lines += [line for script in scripts if isinstance(script, str) for line in in_shell(script)]
            _walk(value, lines)
    elif isinstance(node, list):
        for item in node:
            _walk(item, lines)


def _of_container(node):
    command, arguments = node.get("command"), node.get("args")
    words = [str(word) for part in (command, arguments) if isinstance(part, list) for word in part]
    if not words:
        return []
    if not isinstance(command, list):
        is_ours = "/pgreconcile" in str(node.get("image", ""))
        return [words] if is_ours else []
    if words[0].rpartition("/")[2] == "pgreconcile":
        return [words[1:]]
    return [line for word in words for line in in_shell(word)]


def _of_action(node):
    arguments = (node.get("with") or {}).get("args") if isinstance(node.get("with"), dict) else None
    is_ours = str(node.get("uses", "")).partition("@")[0].rstrip("/").endswith("pgreconcile")
    return [_arguments(" " + arguments)] if is_ours and isinstance(arguments, str) and arguments else []


def in_unit(text):
    """In a unit of systemd."""
    lines = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        key, _, value = line.partition("=")
        if key.startswith("Exec"):
            lines += in_shell(value.lstrip("-@:+!"))
    return lines


def in_python(text):
    """Tuples and lists that begin with the program."""
    lines = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, (ast.Tuple, ast.List)) or not node.elts:
            continue
        words = [item.value if isinstance(item, ast.Constant) else FILLED_IN for item in node.elts]
        if str(words[0]).rpartition("/")[2] == "pgreconcile":
            lines.append([str(word) for word in words[1:]])
    return lines


def in_markdown(text):
    """In blocks of code, and in code within a line."""
    lines = []
    for language, block in re.findall(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if language == "console":  # what a person types, and below it what the program says
            block = "\n".join(line[2:] for line in block.splitlines() if line.startswith("$ "))
        if language in ("", "sh", "bash", "shell", "console"):
            # What stands in a column of its own, after many blanks, says what the command is for.
            lines += in_shell(re.sub(r"(?<=\S) {3,}.*", "", block))
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)):
        if code.startswith("pgreconcile "):
            lines += in_shell(code)
    return lines


def in_json(text):
    json.loads(text)
    return []


def in_crontab(text):
    """In a crontab; one for /etc/cron.d, which names that folder, has a user after the times."""
    fields = 6 if "/etc/cron.d" in text else 5
    times = re.compile(rf"^(?:@\w+(?:\s+\S+){{{fields - 5}}}|(?:\S+\s+){{{fields - 1}}}\S+)(?=\s)")
    lines = [times.sub("", line) for line in text.splitlines() if not line.startswith("#")]
    # A % is a line end there, unless it is escaped.
    return in_shell("\n".join(lines).replace("\\%", "%"))


KINDS = {
    ".sh": in_shell,
    ".bash": in_shell,
    ".yaml": in_yaml,
    ".yml": in_yaml,
    ".service": in_unit,
    ".timer": in_unit,
    ".path": in_unit,
    ".py": in_python,
    ".md": in_markdown,
    ".json": in_json,
    ".cron": in_crontab,
    ".crontab": in_crontab,
    ".conf": in_shell,
    ".html": lambda text: [],
}


def command_lines(path):
    """Those of a recipe. Raises UnknownKind, and what reading its kind of file raises."""
    text = path.read_text(encoding="utf-8")
    kind = KINDS.get(path.suffix)
    if kind is None and (path.name.startswith("crontab") or path.parent.name == "cron.d"):
        kind = in_crontab
    if kind is None and text.startswith("#!") and "sh" in text.splitlines()[0]:
        kind = in_shell
    if kind is None:
        raise UnknownKind(f"{path}: teach tests/recipes/command_lines.py where commands are in such a file")
    return kind(text)
