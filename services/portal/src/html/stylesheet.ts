/** The one stylesheet. Contrasts are at least 4.5 to 1 on both grounds. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #fcfbf8; --raised: #ffffff; --ink: #1c2329; --soft: #55606a; --line: #d9d6cd; --faint: #efede6;
  --accent: #0b5563; --good: #1c6b3f; --bad: #a32a1b; --doubt: #7a5200; --mark: #fdf3d7;
  --text: system-ui, "Segoe UI", Roboto, "Noto Sans", "Open Sans", sans-serif;
  --title: "Iowan Old Style", Charter, "Bitstream Charter", Georgia, "Noto Serif", serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14191d; --raised: #1b2227; --ink: #e8e6e0; --soft: #a9b2b8; --line: #39434a; --faint: #222a30;
    --accent: #7fcbd8; --good: #7fd0a0; --bad: #f2998c; --doubt: #e5bd68; --mark: #3a3015;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 var(--text); overflow-wrap: break-word; }
.wide { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3, .brand { font-family: var(--title); font-weight: 600; line-height: 1.2; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 1.2rem + 2vw, 2.4rem); letter-spacing: -.01em; margin: 2.5rem 0 .75rem; }
h2 { font-size: 1.45rem; margin: 3rem 0 .75rem; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .4rem; }
p, ul, dl { margin: .5rem 0 1rem; }
p, li, dd { max-width: 68ch; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: .06em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
main:focus { outline: none; }
q { quotes: "«\\a0" "\\a0»" "“" "”"; }
abbr[title] { text-decoration: none; }
code { overflow-wrap: anywhere; font: .9em ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; }
pre { overflow-x: auto; padding: .9rem 1rem; background: var(--faint); border-radius: 6px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; padding: .4rem .8rem; background: var(--raised); z-index: 2; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header.site { border-bottom: 1px solid var(--line); background: var(--raised); }
header.site .wide { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .25rem 2rem; padding-block: .8rem; }
.brand { margin: 0; font-size: 1.15rem; }
.brand a { color: inherit; text-decoration: none; }
header.site ul { display: flex; flex-wrap: wrap; gap: 1.5rem; list-style: none; margin: 0; padding: 0; }
header.site li a { text-decoration: none; color: var(--soft); padding-block: .3rem; }
header.site li a:hover { color: var(--accent); }
header.site li a[aria-current] { color: var(--ink); box-shadow: 0 2px var(--accent); }
footer.site { margin-top: 4rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem; padding-block: 1rem 2rem; }

.lead { font-size: 1.1rem; color: var(--soft); margin-top: 0; }
.soft, caption, .source, .note { color: var(--soft); font-size: .9rem; }
.note { margin: .15rem 0 0; }
.good { color: var(--good); } .bad { color: var(--bad); } .doubt { color: var(--doubt); }
.why { font-size: .8rem; white-space: nowrap; color: var(--soft); text-decoration-style: dotted; }
.why:hover { color: var(--accent); }
.tag { display: inline-block; font-size: .8rem; color: var(--doubt); background: var(--mark); border-radius: 3px; padding: 0 .4em; }
.notice { background: var(--mark); border-left: 3px solid var(--doubt); padding: .75rem 1rem; border-radius: 0 4px 4px 0; max-width: 68ch; }
.notice p { margin: 0 0 .4rem; }
.notice p:last-child { margin: 0; }
.notice.bad { border-color: var(--bad); color: inherit; }
.state::before { content: ""; display: inline-block; width: .6em; height: .6em; border-radius: 50%; background: currentColor; margin-right: .5em; }
.state.bad::before { border-radius: 0; }

.scroll { position: relative; overflow-x: auto; margin: .75rem 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .5rem; position: sticky; left: 0; max-width: calc(100vw - 2.5rem); }
th, td { text-align: left; vertical-align: top; padding: .6rem 1.25rem .6rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-size: .8rem; font-weight: 600; color: var(--soft); border-bottom-color: var(--soft); white-space: nowrap; vertical-align: bottom; }
tbody th { font-weight: 500; }
tbody th .note { font-weight: 400; }
.figure { text-align: right; }
td .tag, td .soft, td .note { display: block; width: fit-content; margin-top: .1rem; }
td.figure .tag, td.figure .soft { margin-left: auto; }

form.search { position: relative; max-width: 38rem; margin: 1.5rem 0 2rem; }
form label { display: block; font-weight: 600; margin-bottom: .35rem; }
.row { display: flex; gap: .5rem; }
input { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--soft); border-radius: 5px; padding: .6rem .8rem; min-width: 0; }
input[type=search] { flex: 1 1 12rem; font-size: 1.1rem; }
button { font: inherit; font-weight: 600; color: var(--ground); background: var(--accent); border: 1px solid var(--accent); border-radius: 5px; padding: .6rem 1rem; cursor: pointer; }
form .row { flex-wrap: wrap; }
details.date { border: 0; padding: 0; margin-bottom: 1rem; }
details.date summary { color: var(--accent); font-weight: 400; }
details.date form { margin-top: .75rem; }
.results { border: 1px solid var(--line); border-radius: 5px; background: var(--raised); margin-top: .35rem; box-shadow: 0 6px 20px rgb(0 0 0 / .08); }
.hits { list-style: none; margin: 0; padding: 0; }
.hits li { max-width: none; border-bottom: 1px solid var(--faint); }
.hits li:last-child { border-bottom: 0; }
.hits a { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .55rem .8rem; text-decoration: none; }
.hits a:hover, .hits a:focus { background: var(--faint); }
.hits strong { font-weight: 600; }

dl.facts { display: grid; grid-template-columns: minmax(9rem, auto) 1fr; gap: .35rem 1.5rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
.figures { display: flex; flex-wrap: wrap; gap: 1rem 3rem; padding: 0; margin: 1.25rem 0; list-style: none; }
.figures strong { display: block; font: 600 1.6rem/1.2 var(--title); font-variant-numeric: lining-nums; }
.columns { columns: 14rem; column-gap: 2rem; padding-left: 1.1rem; }
.plain { list-style: none; padding: 0; margin: 0; }
td .plain .soft { display: inline; }
.sources { padding-left: 1.1rem; margin: .25rem 0 0; }
details { border-bottom: 1px solid var(--line); padding: .5rem 0; }
summary { cursor: pointer; font-weight: 500; }
details.reason { border: 0; padding: 0; font-size: .85rem; color: var(--soft); }
details.reason summary { font-weight: 400; }
.onpage { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; list-style: none; padding: 0; font-size: .9rem; }
.steps > li { margin-bottom: 1rem; }
.operation { border-top: 1px solid var(--line); padding-top: .25rem; margin-top: 2rem; }
.method { font: 600 .8rem ui-monospace, Menlo, Consolas, monospace; border: 1px solid var(--soft); border-radius: 3px; padding: .05em .4em; margin-right: .5em; }
.path { font: .95rem ui-monospace, Menlo, Consolas, monospace; }
@media (max-width: 32rem) {
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: .6rem; }
}
@media print {
  :root { --ground: #fff; --raised: #fff; --ink: #000; --soft: #333; --accent: #000; }
  header.site nav, form, details.date, .skip, .why, .onpage { display: none; }
  body { font-size: 10pt; }
  .scroll { overflow: visible; }
  details::details-content { content-visibility: visible; }
  tr, details { break-inside: avoid; }
}
`;
