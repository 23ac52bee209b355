/** Colours by their use. Contrast is held by a test: text on its ground has at least 4.5 to 1. */
export type Palette = Readonly<
  Record<
    'ground' | 'raised' | 'text' | 'muted' | 'link' | 'line' | 'bar' | 'onBar' | 'good' | 'warn' | 'bad',
    string
  >
>;

export const LIGHT: Palette = {
  ground: '#ffffff',
  raised: '#f2f5f8',
  text: '#16191d',
  muted: '#4b5563',
  link: '#0a4d8c',
  line: '#6b7684',
  bar: '#0b3c5d',
  onBar: '#ffffff',
  good: '#0f5c2e',
  warn: '#7a4a00',
  bad: '#9c1c1c',
};

export const DARK: Palette = {
  ground: '#13171c',
  raised: '#1d232b',
  text: '#e8ebef',
  muted: '#b3bcc7',
  link: '#8fc1f2',
  line: '#7d8896',
  bar: '#0b2f49',
  onBar: '#ffffff',
  good: '#7fd6a0',
  warn: '#f0c36a',
  bad: '#ff9d96',
};

const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join('');

/** The one style sheet. Fonts are the reader's own: nothing is fetched from anywhere. */
export const STYLE = `
:root { color-scheme: light dark; ${variables(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${variables(DARK)} } }
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--text); overflow-wrap: break-word; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 1; background: var(--ground); padding: .5rem 1rem; }
.inner { max-width: 70rem; margin: 0 auto; padding: 0 1rem; }
.top { background: var(--bar); color: var(--onBar); }
.top .inner { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; padding-block: .75rem; }
.top a { color: var(--onBar); }
.top :focus-visible { outline-color: var(--onBar); }
.brand { font-weight: 700; font-size: 1.125rem; text-decoration: none; margin-inline-end: auto; }
.brand:hover { text-decoration: underline; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; max-width: none; list-style: none; }
nav li { margin: 0; }
.pages { border-block-end: 1px solid var(--line); background: var(--raised); }
.pages ul { gap: 0 1.25rem; }
.pages a { display: inline-block; padding: .6rem 0 .45rem; text-decoration: none; border-block-end: 3px solid transparent; }
.pages a:hover { text-decoration: underline; }
.pages a[aria-current] { border-color: currentcolor; font-weight: 600; }
main.inner { padding-block: 1.5rem 3rem; }
main:focus { outline: none; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2rem 0 .75rem; text-wrap: balance; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.2rem); margin-block-start: .5rem; }
h2 { font-size: 1.45rem; } h3 { font-size: 1.18rem; } h4 { font-size: 1rem; }
p, ul, ol, dl { max-width: 48rem; }
main li { margin-block: .35rem; }
.lead { font-size: 1.15rem; }
.note { background: var(--raised); border-inline-start: .3rem solid var(--link); padding: .75rem 1rem; max-width: 48rem; }
.muted { color: var(--muted); }
code, pre { font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; font-size: .9em; }
code { background: var(--raised); padding: .1em .3em; border-radius: .2em; overflow-wrap: anywhere; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: .3rem; padding: .75rem 1rem; margin: .75rem 0;
  white-space: pre-wrap; overflow-wrap: anywhere; max-width: 100%; }
pre code { background: none; padding: 0; font-size: 1em; }
.scroll { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding-block-end: .4rem; }
h2 + .scroll caption, #laget caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem; border-block-end: 1px solid var(--line); min-width: 6rem; overflow-wrap: normal; }
thead th { background: var(--raised); }
tbody th code { overflow-wrap: normal; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .4rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.state { font-weight: 600; }
.state.good::before, .state.warn::before, .state.bad::before, .state.muted::before { content: ""; display: inline-block;
  width: .6em; height: .6em; margin-inline-end: .45em; border-radius: 50%; background: currentcolor; }
.state.bad::before { border-radius: 0; } .state.warn::before { border-radius: 0; transform: rotate(45deg) scale(.9); }
.state.muted::before { background: none; border: 2px solid currentcolor; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: 1rem; padding: 0; margin: 1rem 0;
  list-style: none; max-width: none; }
.cards > li { border: 1px solid var(--line); border-radius: .4rem; padding: .9rem 1rem; margin: 0; background: var(--raised); }
.cards h3 { margin: 0 0 .4rem; } .cards p { margin: .3rem 0; }
form.search p { margin: 0; max-width: 100%; }
form.search { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-block: 1rem; }
label { display: block; font-weight: 600; }
input, select, button, textarea { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .3rem;
  background: var(--ground); color: var(--text); min-height: 2.75rem; max-width: 100%; }
button { background: var(--bar); color: var(--onBar); border-color: var(--onBar); cursor: pointer; }
a.go { display: inline-block; background: var(--bar); color: var(--onBar); border: 1px solid var(--onBar); border-radius: .3rem;
  padding: .6rem 1.1rem; font-weight: 600; text-decoration: none; }
a.go:hover { text-decoration: underline; }
form.trial { max-width: 60rem; } fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 1rem 0; padding: .75rem 1rem; min-width: 0; }
legend { font-weight: 600; padding-inline: .4rem; }
fieldset > label, fieldset > .checks, fieldset > .fields, fieldset > div { margin-block-start: .75rem; }
fieldset > label:first-of-type { margin-block-start: 0; }
.fields, .buttons { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; }
.checks { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .25rem 1rem; }
.check code { overflow-wrap: normal; }
.check { display: flex; align-items: flex-start; gap: .5rem; font-weight: 400; padding-block: .2rem; }
input[type="checkbox"], input[type="radio"] { min-height: 0; width: 1.25rem; height: 1.25rem; flex: none; margin: .15rem 0 0; accent-color: var(--link); }
textarea { font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; font-size: .9rem; width: 100%; }
.answer { list-style: none; padding: 0; max-width: none; }
.answer > li { border: 1px solid var(--line); border-radius: .4rem; padding: .9rem 1rem; margin: 1rem 0; }
.answer h3 { margin: 0 0 .4rem; } .answer dl { grid-template-columns: minmax(6rem, 14rem) 1fr; gap: .25rem 1rem; margin: .35rem 0; max-width: none; }
.answer dt:has(+ dd > dl), .answer dd:has(> dl) { grid-column: 1 / -1; }
.answer dd > dl { border-inline-start: 2px solid var(--line); padding-inline-start: .75rem; margin: 0 0 .35rem; }
.xml { line-height: 1.85; font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; font-size: .85rem; background: var(--raised);
  border: 1px solid var(--line); border-radius: .3rem; padding: .75rem 1rem; overflow-wrap: anywhere; }
.xml b { font-weight: 400; color: var(--link); } .xml i { font-style: normal; color: var(--warn); }
.xml summary { padding-block: 0; margin-inline-start: -.1rem; } .xml details > div { padding-inline-start: 1.25rem; }
.xml div > div { white-space: pre-wrap; }
summary { cursor: pointer; padding-block: .4rem; }
footer { border-block-start: 1px solid var(--line); color: var(--muted); padding-block: 1rem 2rem; }
@media (max-width: 30rem) { dl, .answer dl { grid-template-columns: 1fr; gap: 0; } dd { margin-block-end: .6rem; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { .pages, .top nav, form { display: none; } }
`.trim();

/** The icon: seven agencies around one answer. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${LIGHT.bar}"/>${Array.from(
  { length: 7 },
  (_, i) => {
    const at = (2 * Math.PI * i) / 7;
    const [x, y] = [16 + 10 * Math.sin(at), 16 - 10 * Math.cos(at)].map((n) => n.toFixed(1));
    return `<circle cx="${x}" cy="${y}" r="2.6" fill="${LIGHT.onBar}"/>`;
  },
).join('')}<circle cx="16" cy="16" r="4" fill="${LIGHT.onBar}"/></svg>`;
