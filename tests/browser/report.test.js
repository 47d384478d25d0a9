// Looks at the drift report as people do: in a browser, with a keyboard, by what a screen reader is told, on a phone, in
// the dark, on paper. The pages are the golden files of the tests that make them, of which one has the style and the script
// of all. Run it by ci/browser.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { launch } from './browser.js';
import { textWithoutContrast } from './contrast.js';

const names = ['shop', 'kraken', 'converged', 'running', 'hostile', 'undeclared'];
const folder = await mkdtemp(`${tmpdir()}/pages-`);
const address = (name) => new URL(`file://${folder}/${name}.html`).href;
const shop = address('shop');
const all = names.map(address);
// Pictures are kept where somebody wants to look at them.
const pictures = process.env.PICTURES;

// Writes the pages as the tool does.
async function writePages() {
  const golden = (name) => readFile(new URL(`../golden/drift/${name}.html`, import.meta.url), 'utf8');
  const whole = await golden('converged');
  for (const name of names) {
    const page = ['style', 'script'].reduce((text, element) => {
      const asset = whole.match(new RegExp(`<${element}>[^]*</${element}>`))[0];
      return text.replace(`<${element}></${element}>`, () => asset);
    }, await golden(name));
    await writeFile(`${folder}/${name}.html`, page);
  }
}

let browser;
before(async () => {
  await writePages();
  browser = await launch();
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

// Opens a page without a network, and hands it to `look` with what went wrong meanwhile: requests, errors, dialogs.
async function open(url, look, options = {}) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) wrong.push(`request: ${request.url()}`);
  });
  page.on('console', (message) => wrong.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('dialog', async (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(url);
  await look(page, context);
  await context.close();
  assert.deepEqual(wrong, []);
}

const name = (url) => url.replace(/.*\//, '').replace('.html', '');

async function keepPicture(page, file, options = {}) {
  if (pictures) await page.screenshot({ path: `${pictures}/${file}.png`, ...options });
}

describe('each page', () => {
  for (const url of all) {
    test(`${name(url)} loads nothing, says nothing to the console, and runs nothing but its own script`, async () => {
      await open(url, async (page) => {
        assert.equal(await page.locator('script').count(), 1);
        assert.equal(await page.locator('style').count(), 1);
        assert.equal(await page.locator('img, iframe, object, embed, form, input').count(), 0);
        const handlers = await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((element) =>
          [...element.attributes].filter(({ name }) => name.startsWith('on')).map(({ name }) => name)));
        assert.deepEqual(handlers, []);
      });
    });

    test(`${name(url)} has an outline without gaps`, async () => {
      await open(url, async (page) => {
        const levels = await page.locator('h1, h2, h3, h4, h5, h6')
          .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName[1])));
        assert.equal(levels[0], 1);
        assert.equal(levels.filter((level) => level === 1).length, 1);
        levels.slice(1).forEach((level, at) => assert.ok(level <= levels[at] + 1, `${levels}`));
      });
    });

    for (const colorScheme of ['light', 'dark']) {
      test(`${name(url)} can be read in ${colorScheme} colours`, async () => {
        await open(url, async (page) => {
          assert.deepEqual(await page.evaluate(textWithoutContrast), []);
          await keepPicture(page, `${name(url)}-${colorScheme}`, { fullPage: true });
        }, { colorScheme });
      });
    }

    for (const width of [360, 320]) {
      test(`${name(url)} fits a phone of ${width} pixels`, async () => {
        await open(url, async (page) => {
          const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          assert.deepEqual(widths, [width, width]);
          if (width === 360) await keepPicture(page, `${name(url)}-phone`, { fullPage: true });
        }, { viewport: { width, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
      });
    }

    // A4 is 210 mm wide, and has margins of 14 mm.
    test(`${name(url)} fits paper`, async () => {
      await open(url, async (page) => {
        await page.emulateMedia({ media: 'print' });
        const wider = await page.evaluate(() => [...document.body.querySelectorAll('*')].filter((element) =>
          element.getBoundingClientRect().right > innerWidth).map((element) => element.outerHTML.slice(0, 80)));
        assert.deepEqual(wider, []);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 688);
      }, { viewport: { width: 688, height: 1017 } });
    });

    test(`${name(url)} keeps to its width where text is twice as large`, async () => {
      await open(url, async (page) => {
        await page.evaluate(() => { document.documentElement.style.setProperty('font-size', '200%'); });
        const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.equal(widths[0], widths[1]);
      }, { bypassCSP: true });
    });
  }
});

for (const [colorScheme, isDark] of [['light', false], ['dark', true]]) {
  test(`in ${colorScheme} colours the ground is ${colorScheme}, and the text is not`, async () => {
    await open(shop, async (page) => {
      const { backgroundColor, color } = await page.evaluate(() => ({ ...getComputedStyle(document.body) }));
      const isDarkColour = (rgb) => rgb.match(/\d+/g).every((channel) => Number(channel) < 64);
      assert.deepEqual([backgroundColor, color].map(isDarkColour), [isDark, !isDark], `${backgroundColor}, ${color}`);
    }, { colorScheme });
  });
}

test('what the file says stands left of what the database has, and above it on a phone', async () => {
  const sides = (page) => page.locator('.sides').evaluateAll((all) => all.map((one) => {
    const [file, database] = [...one.children].map((side) => side.getBoundingClientRect());
    return { beside: file.top === database.top && file.right <= database.left,
      below: file.left === database.left && file.bottom <= database.top };
  }));
  const are = (all, wanted) => {
    assert.ok(all.length >= 10);
    assert.deepEqual(all, all.map(() => wanted));
  };
  await open(shop, async (page) => are(await sides(page), { beside: true, below: false }));
  await open(shop, async (page) => are(await sides(page), { beside: false, below: true }),
    { viewport: { width: 360, height: 740 } });
});

// What has the focus after each press of Tab, until it comes round.
async function reachedByTab(page) {
  const reached = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { tag: element.tagName.toLowerCase(), text: element.getAttribute('aria-label') ?? element.textContent,
        isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 };
    });
    if (focus === null || reached.length > 1000) return reached;
    reached.push(focus);
  }
}

test('the keyboard reaches all that can be used, and the focus can be seen', async () => {
  await open(shop, async (page) => {
    const reached = await reachedByTab(page);
    const count = async (selector) => page.locator(selector).count();
    const of = (tag) => reached.filter((focus) => focus.tag === tag);
    assert.equal(of('button').length, await count('button'));
    assert.equal(of('summary').length, await count('summary'));
    assert.equal(of('a').length, await count('a'));
    assert.ok(of('button').length >= 8);
    assert.equal(reached[0].text, 'Skip to the differences');
    assert.ok(reached.some((focus) => focus.text === 'Picture of the tables; scrolls'));
    assert.deepEqual(reached.filter((focus) => !focus.isSeen), []);
  });
});

test('the first link skips to the differences, and is seen once it has the focus', async () => {
  await open(shop, async (page) => {
    await page.keyboard.press('Tab');
    const box = await page.locator('.skip').boundingBox();
    assert.ok(box.y >= 0);
    await page.keyboard.press('Enter');
    assert.ok(page.url().endsWith('#differences'));
  });
});

test('SQL opens and closes by the keyboard', async () => {
  await open(shop, async (page) => {
    const details = page.locator('details.sql').first();
    assert.equal(await details.getAttribute('open'), '');
    await details.locator('summary').focus();
    await page.keyboard.press('Enter');
    assert.equal(await details.getAttribute('open'), null);
    await page.keyboard.press('Space');
    assert.equal(await details.getAttribute('open'), '');
  });
});

test('a button puts the SQL into the clipboard, and says so', async () => {
  await open(shop, async (page, context) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => { window.setTimeout = () => 0; });  // what is said stays as long as the test needs
    const buttons = page.getByRole('button');
    for (let at = 0; at < await buttons.count(); ++at) {
      const sql = await page.locator('.sql code').nth(at).textContent();
      await buttons.nth(at).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction((index) => document.querySelectorAll('button')[index].textContent === 'Copied', at);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), sql);
    }
    assert.match(await page.getByRole('status').textContent(), /^Copied SQL for public\./);
  });
});

test('where there is no clipboard the SQL is copied as a selection is', async () => {
  await open(shop, async (page, context) => {
    await context.grantPermissions(['clipboard-read']);
    await page.evaluate(() => Object.defineProperty(navigator.clipboard, 'writeText', { value: undefined }));
    const sql = await page.locator('.sql code').first().textContent();
    await page.getByRole('button').first().click();
    await page.waitForFunction(() => document.querySelector('button').textContent === 'Copied');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), sql);
  });
});

test('without scripts all is there, and no button that does nothing', async () => {
  await open(shop, async (page) => {
    assert.equal(await page.locator('button').count(), 0);
    assert.ok(await page.locator('.sql code').first().isVisible());
  }, { javaScriptEnabled: false });
});

test('a screen reader is told what is what', async () => {
  await open(shop, async (page) => {
    const is = async (role, accessibleName) =>
      assert.equal(await page.getByRole(role, { name: accessibleName, exact: true }).count(), 1,
        `${role} "${accessibleName}"`);
    for (const landmark of ['banner', 'main', 'contentinfo']) assert.equal(await page.getByRole(landmark).count(), 1);
    await is('navigation', 'On this page');
    await is('heading', 'Drift of shop');
    for (const region of ['Summary', 'Differences', 'Picture']) await is('region', region);
    await is('table', 'Differences by class');
    assert.deepEqual(await page.getByRole('columnheader').allTextContents(), ['Class', 'Count', 'Meaning']);
    await is('rowheader', 'conflict');
    await is('region', 'Picture of the tables; scrolls');
    await is('img', 'Tables that differ, and those that they refer to');
    await is('button', 'Copy SQL for public.customers.email');
    assert.equal(await page.getByRole('article').count(), await page.locator('article').count());
    assert.equal(await page.getByRole('term').count() > 10, true);
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
    assert.match(await page.title(), /^Drift of shop: conflict$/);
  });
});

test('signs that only repeat a word are not read out', async () => {
  await open(shop, async (page) => {
    const heading = await page.getByRole('heading', { level: 3 }).first().ariaSnapshot();
    assert.match(heading, /^- heading "conflict 3 differences" \[level=3\]$/);
  });
});

test('hostile names are shown, and are nothing but text', async () => {
  await open(address('hostile'), async (page) => {
    assert.equal(await page.evaluate(() => document.scripts.length), 1);
    const text = await page.locator('body').textContent();
    assert.ok(text.includes('</script><script>alert(1)</script>'));
    assert.ok(text.includes('"><img src=x onerror=alert(1)>'));
    assert.ok(text.includes('[U+202E]'));
  });
});

test('on paper there are no buttons, all SQL, and light colours', async () => {
  await open(shop, async (page) => {
    await page.locator('details.sql').first().evaluate((details) => { details.open = false; });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const selector of ['button', 'nav', '.skip']) {
      assert.equal(await page.locator(selector).first().isVisible(), false, selector);
    }
    assert.ok(await page.locator('details.sql').first().locator('code').evaluate((code) => code.checkVisibility()));
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    assert.deepEqual(await page.evaluate(textWithoutContrast), []);
    const pdf = await page.pdf({ format: 'A4' });
    if (pictures) await writeFile(`${pictures}/shop.pdf`, pdf);
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  });
});

test('the picture for the README', async () => {
  await open(address('kraken'), async (page) => {
    await keepPicture(page, 'drift-report', { fullPage: true });
  }, { viewport: { width: 1080, height: 860 } });
  // And what it shows, by which tests/docs/docs_test.py knows whether it is of today.
  if (pictures) {
    const hash = createHash('sha256').update(await readFile(new URL('../golden/drift/kraken.html', import.meta.url)));
    await writeFile(`${pictures}/drift-report.sha256`, `${hash.digest('hex')}  tests/golden/drift/kraken.html\n`);
  }
});

test('the picture marks drift by a sign and a word, not by colour alone', async () => {
  await open(shop, async (page) => {
    const marked = await page.locator('svg .table[class*="m-"]').evaluateAll((tables) =>
      tables.map((table) => [...table.children].filter(({ tagName }) => tagName === 'text')
        .map(({ textContent }) => textContent).join(' ')));
    assert.deepEqual(marked, ['! customers differs', '! orders differs', '+ parcels missing']);
    // Nothing is written beyond the edge of its table.
    const outside = await page.locator('svg .table').evaluateAll((tables) => tables.flatMap((table) => {
      const edge = table.querySelector('.box').getBoundingClientRect();
      return [...table.querySelectorAll('text')].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < edge.left || box.right > edge.right || box.bottom > edge.bottom;
      }).map((text) => text.textContent);
    }));
    assert.deepEqual(outside, []);
  });
});
