#pragma once

// Private to src/render: how the HTML report looks, and its one script. Both stand in the page itself, which loads nothing.

namespace pgreconcile::render {

// Colours have a contrast of at least 4.5 to 1 on each ground that they stand on, light and dark.
inline constexpr auto kHtmlStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #f4f5f8; --card: #ffffff; --sunk: #f1f3f7; --ink: #1a202b; --soft: #535d6c; --line: #d8dde6; --link: #0a56b8;
  --red: #a9201a; --red-tint: #fdeeed; --green: #146338; --green-tint: #e7f6ed; --amber: #7d4c00;
  --amber-tint: #fdf3dd; --slate: #475467; --slate-tint: #eceff4;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0e1218; --card: #171c24; --sunk: #10151c; --ink: #e7ebf1; --soft: #a3aebd; --line: #2d3541; --link: #7db8ff;
    --red: #ff9188; --red-tint: #38191a; --green: #64d394; --green-tint: #122b1e; --amber: #f0ba55;
    --amber-tint: #31240c; --slate: #b3bfcf; --slate-tint: #232a35;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", sans-serif;
}
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, h4, p, dl, dd, pre { margin: 0; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.25rem); line-height: 1.2; letter-spacing: -0.02em; overflow-wrap: anywhere; }
h2 { font-size: 1.4rem; line-height: 1.3; letter-spacing: -0.01em; margin: 2.75rem 0 0.9rem; }
h3 { font-size: 1.1rem; display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.6rem; margin: 2rem 0 0.3rem; }
h4 { font-size: 1rem; font-weight: 600; line-height: 1.4; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.18em; }
code, pre { font-family: var(--mono); font-size: 0.9em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: 0.75rem; top: -5rem; z-index: 1; padding: 0.6rem 1rem; background: var(--card);
  border-radius: 0 0 8px 8px; }
.skip:focus { top: 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.soft { color: var(--soft); }
.m-missing, .c-missing, .s-converged { --mark: var(--green); --tint: var(--green-tint); }
.m-differs, .c-conflict, .c-blocked, .c-invalid, .s-conflict { --mark: var(--red); --tint: var(--red-tint); }
.m-unknown, .c-unknown, .c-renamed, .s-pending { --mark: var(--amber); --tint: var(--amber-tint); }
.m-extra, .c-extra, .c-unmanaged { --mark: var(--slate); --tint: var(--slate-tint); }

header { padding-top: 2.25rem; }
.kicker { color: var(--soft); font-size: 0.9rem; font-weight: 600; margin-bottom: 0.2rem; }
.verdict { display: flex; gap: 1rem; align-items: center; margin-top: 1.25rem; padding: 1.1rem 1.25rem;
  background: var(--tint); border: 1px solid var(--mark); border-radius: 14px; }
.verdict .sign { flex: none; display: grid; place-items: center; width: 2.6rem; height: 2.6rem; border-radius: 50%;
  background: var(--mark); color: var(--card); font-size: 1.4rem; font-weight: 700; line-height: 1; }
.verdict strong { display: block; color: var(--mark); font-size: 1.2rem; line-height: 1.3; }
.verdict.running { --mark: var(--amber); --tint: var(--amber-tint); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem 1.5rem; margin-top: 1.25rem; }
.facts dt { color: var(--soft); font-size: 0.85rem; }
.facts dd { overflow-wrap: anywhere; font-weight: 500; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 1.25rem 0 0; padding: 0; }
nav a { display: inline-block; padding: 0.15rem 0; }

table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card); border: 1px solid var(--line);
  border-radius: 12px; overflow: hidden; }
th, td { text-align: left; vertical-align: top; padding: 0.6rem 1rem; border-top: 1px solid var(--line); font-weight: 400; }
thead th { border-top: 0; color: var(--soft); font-size: 0.85rem; }
.count { text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
.class { display: inline-flex; gap: 0.4em; align-items: baseline; padding: 0.05rem 0.6rem; border-radius: 99px;
  background: var(--tint); color: var(--mark); font-size: 0.85rem; font-weight: 600; white-space: nowrap; }
.class .sign { font-family: var(--mono); }
.note { margin-top: 0.75rem; color: var(--soft); }

article { margin-top: 0.8rem; padding: 0.95rem 1.15rem 1.1rem; background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--mark); border-radius: 12px; }
.long article { content-visibility: auto; contain-intrinsic-size: auto 11rem; }
.heading { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.1rem 1rem; }
.heading .attribute { color: var(--soft); font-weight: 400; }
.where { color: var(--soft); font-size: 0.85rem; overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 0.75rem; margin-top: 0.75rem; }
.sides div { min-width: 0; padding: 0.55rem 0.8rem 0.65rem; background: var(--sunk); border-radius: 8px; }
.sides dt { color: var(--soft); font-size: 0.8rem; }
.sides code, .sql code { white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
.sides .none { color: var(--soft); font-style: italic; }
mark { background: none; color: inherit; font-weight: 700; text-decoration: underline; text-decoration-color: var(--mark);
  text-decoration-thickness: 2px; text-underline-offset: 0.22em; }
details { margin-top: 0.75rem; }
summary { cursor: pointer; color: var(--soft); font-size: 0.9rem; width: fit-content; padding: 0.1rem 0; }
summary:hover { color: var(--ink); }
.sql div { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: start; margin-top: 0.35rem; padding: 0.5rem 0.5rem 0.5rem 0.8rem;
  background: var(--sunk); border-radius: 8px; }
.sql pre { flex: 1 1 14rem; min-width: 0; padding: 0.25rem 0; }
button { flex: none; min-width: 4.6rem; padding: 0.3rem 0.75rem; border: 1px solid var(--line); border-radius: 7px;
  background: var(--card); color: var(--link); font: inherit; font-size: 0.85rem; font-weight: 600; cursor: pointer; }
button:hover { border-color: currentColor; }

section > p.soft { margin-bottom: 0.5rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 0.6rem; list-style: none; margin: 0 0 0.9rem; padding: 0; }
.picture { overflow: auto; max-height: 85vh; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
svg { display: block; font: 12px/1 var(--mono); }
@media (min-width: 62rem) { svg.fits { max-width: 100%; height: auto; } }
svg text { fill: var(--ink); white-space: pre; }
svg .box { fill: var(--card); stroke: var(--line); stroke-width: 1.5; }
svg .head { fill: var(--slate-tint); }
svg .title { font-weight: 700; }
svg .type, svg .key, svg .note { fill: var(--soft); }
svg .note { font-style: italic; }
svg .row .tint { fill: var(--tint); }
svg .table[class*="m-"] .box { stroke: var(--mark); stroke-width: 2; }
svg .table[class*="m-"] .head { fill: var(--tint); }
svg .m-missing.table .box { stroke-dasharray: 6 4; }
svg text.said { fill: var(--mark); font-weight: 700; }
svg .line path, svg .line circle { fill: none; stroke: var(--soft); stroke-width: 1.5; }
svg .line circle { fill: var(--card); }
svg .line[class*="m-"] path, svg .line[class*="m-"] circle { stroke: var(--mark); stroke-width: 2; }
svg .m-missing.line path:first-child { stroke-dasharray: 6 4; }
svg .line text { fill: var(--mark); font-weight: 700; paint-order: stroke; stroke: var(--card); stroke-width: 4px; stroke-linejoin: round; }

footer { padding-top: 2.5rem; padding-bottom: 3rem; color: var(--soft); font-size: 0.9rem; }

@media (max-width: 40rem) {
  .sides { grid-template-columns: 1fr; }
  .meaning { display: none; }
  .picture { padding: 0.75rem; }
}
@media (forced-colors: active) {
  .verdict .sign, .class { border: 1px solid; }
}
@media print {
  @page { margin: 14mm; }
  :root { --page: #ffffff; --sunk: #f6f7f9; font-size: 10.5pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .skip, nav, button { display: none; }
  article { break-inside: avoid; }
  .long article { content-visibility: visible; }
  h2, h3, h4 { break-after: avoid; }
  .picture { overflow: visible; max-height: none; border: 0; padding: 0; }
  svg { max-width: 100%; height: auto; }
  details::details-content { content-visibility: visible; block-size: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

// Without it the page says all the same: only its buttons are made by it, and one that could do nothing is not there.
inline constexpr auto kHtmlScript = R"js(
(() => {
  'use strict';
  const said = document.getElementById('said');

  // A page that came over plain HTTP has no clipboard to write to, but it can copy what is selected.
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(code);
      return document.execCommand('copy');
    }
  };

  for (const code of document.querySelectorAll('.sql code')) {
    const object = code.closest('article').querySelector('.object').textContent;
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy SQL for ${object}`);
    button.addEventListener('click', async () => {
      const copied = await copy(code);
      button.textContent = copied ? 'Copied' : 'Selected';
      const text = copied ? `Copied SQL for ${object}` : `Selected SQL for ${object}: copy it with the keyboard`;
      said.textContent = text;
      setTimeout(() => {
        button.textContent = 'Copy';
        if (said.textContent === text) said.textContent = '';
      }, 2000);
    });
    code.parentElement.after(button);
  }
})();
)js";

}  // namespace pgreconcile::render
