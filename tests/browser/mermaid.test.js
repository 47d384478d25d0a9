// Has mermaid itself read and draw what the tool writes for it, in the golden files: of `graph`, and the blocks in Markdown.

import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch } from './browser.js';

const golden = new URL('../golden/', import.meta.url);
const pictures = process.env.PICTURES;
const files = (await readdir(golden, { recursive: true })).filter((file) => /\.(mmd|md)$/.test(file)).sort();

// The diagrams of a file: what it is, or what it has in blocks.
async function diagrams(file) {
  const text = await readFile(new URL(file, golden), 'utf8');
  return file.endsWith('.mmd') ? [text] : [...text.matchAll(/^```mermaid\n([^]*?)^```$/gm)].map((block) => block[1]);
}

let browser, page;
before(async () => {
  browser = await launch();
  page = await browser.newPage();
  await page.addScriptTag({ path: 'node_modules/mermaid/dist/mermaid.min.js' });
  await page.evaluate(() => { mermaid.initialize({ startOnLoad: false }); });
});
after(() => browser.close());

let count = 0;
for (const file of files) {
  for (const diagram of await diagrams(file)) {
    ++count;
    test(`mermaid reads and draws ${file}`, async () => {
      assert.equal((await page.evaluate((text) => mermaid.parse(text), diagram)).diagramType, 'er');
      const { svg } = await page.evaluate((text) => mermaid.render('drawn', text), diagram);
      if (pictures) await writeFile(`${pictures}/${file.replaceAll('/', '-')}.svg`, svg);
    });
  }
}

test('there are diagrams among the golden files of graph, plan and drift', () => assert.ok(count >= 9, `${count}`));
