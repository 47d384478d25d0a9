"""Checks pages of HTML, each given by its path: that they are well formed, say what refers to what, and load nothing.

Prints a line for each problem, and exits with 1 if there is one.
"""

import base64
import hashlib
import html.parser
import re
import sys

VOID = {"meta", "link", "br", "hr", "img", "input"}
URLS = {"href", "src", "action", "data", "poster", "srcset"}
REFERENCES = {"aria-labelledby", "aria-describedby", "for"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.problems = []
        self.open = []
        self.ids = []
        self.references = []
        self.headings = []
        self.tags = {}
        self.policy = ""
        self.inline = {"style": "", "script": ""}

    def problem(self, text):
        line, column = self.getpos()
        self.problems.append(f"{line}:{column + 1}: {text}")

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        if len(set(names)) != len(names):
            self.problem(f"<{tag}> has an attribute twice")
        for name, value in attributes:
            self.check_attribute(tag, name, value or "")
        if tag == "meta" and ("http-equiv", "Content-Security-Policy") in attributes:
            self.policy = dict(attributes)["content"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.tags[tag] = self.tags.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)

    def check_attribute(self, tag, name, value):
        if name == "id":
            self.ids.append(value)
        elif name in REFERENCES:
            self.references += value.split()
        elif name in URLS:
            if value.startswith("#"):
                self.references.append(value[1:])
            elif not value.startswith("data:"):
                self.problem(f"<{tag} {name}> leads out of the page: {value}")
        elif name == "style" or name.startswith("on"):
            self.problem(f"<{tag}> has the attribute {name}, which the policy forbids")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.problem(f"</{tag}> where {self.open[-1:] or 'nothing'} is open")
        else:
            self.open.pop()

    def handle_data(self, text):
        if self.open and self.open[-1] in self.inline:
            self.inline[self.open[-1]] += text

    def finish(self):
        self.close()
        if self.open:
            self.problem(f"not closed: {self.open}")
        for name in sorted({name for name in self.ids if self.ids.count(name) > 1}):
            self.problem(f"the id {name} is there twice")
        for name in sorted(set(self.references) - set(self.ids)):
            self.problem(f"nothing has the id {name}")
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            self.problem("there is not one first heading")
        for before, after in zip(self.headings, self.headings[1:]):
            if after > before + 1:
                self.problem(f"a heading of level {after} after one of level {before}")
        for tag in ["html", "head", "title", "body", "header", "main", "footer", "script", "style"]:
            if self.tags.get(tag) != 1 and not (tag == "title" and self.tags.get("svg")):
                self.problem(f"{self.tags.get(tag, 0)} of <{tag}>")
        for tag, text in self.inline.items():
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            if f"{tag}-src 'sha256-{digest}'" not in self.policy:
                self.problem(f"the policy does not allow the page's own <{tag}>")
        if "default-src 'none'" not in self.policy:
            self.problem("the policy lets the page load something")


def main():
    problems = []
    for path in sys.argv[1:]:
        page = Page()
        with open(path, encoding="utf-8", newline="") as file:
            page.feed(file.read())
        page.finish()
        problems += [f"{path}:{problem}" for problem in page.problems]
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


main()
