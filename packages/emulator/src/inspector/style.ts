/** Styles of the page: system font, light and dark colors, one column on small screens. */
export const style = `
:root { color-scheme: light dark; --line: light-dark(#d8dee4, #30363d); --soft: light-dark(#f6f8fa, #161b22);
  --dim: light-dark(#57606a, #9aa4af); --accent: light-dark(#0b57d0, #8ab4f8); --bad: light-dark(#b3261e, #f2b8b5);
  --good: light-dark(#146c2e, #7ad49a); --page: light-dark(#ffffff, #0d1117); --text: light-dark(#1f2328, #e6edf3) }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: var(--page); color: var(--text) }
header, main { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; padding-top: 1.25rem }
h1 { font-size: 1.35rem; margin: 0 } h2 { font-size: 1.05rem; margin: 0 } h3 { font-size: .95rem; margin: 0 }
header p { margin: 0; color: var(--dim) } header nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; flex-basis: 100% }
a { color: var(--accent) } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
h3, #status, .row > * { min-width: 0; overflow-wrap: anywhere }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.25rem; padding-top: 1rem; padding-bottom: 3rem }
section { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; min-width: 0 }
section > h2 { margin-bottom: .6rem } .wide { grid-column: 1 / -1 } .count, .dim { color: var(--dim); font-weight: 400 }
ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem } li.card { background: var(--soft); border-radius: .5rem; padding: .75rem }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .6rem } .row + .row { margin-top: .5rem }
.push { margin-left: auto } form { display: inline-flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: 0 }
button, input, select { max-width: 100%; font: inherit; color: inherit; border: 1px solid var(--line); border-radius: .4rem; padding: .25rem .6rem; background: var(--page); min-height: 2rem }
button { cursor: pointer } button:hover { border-color: var(--accent) } input { width: 9rem }
.tag { border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .5rem; font-size: .8rem } .good { color: var(--good) } .bad { color: var(--bad) }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: .875rem }
th { text-align: left; font-weight: 600; color: var(--dim) } th, td { padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); white-space: nowrap }
td.any { white-space: normal; overflow-wrap: anywhere; min-width: 12rem } code { font-size: .85em; overflow-wrap: anywhere } .empty { color: var(--dim); margin: 0 }
.verbs { gap: 0; margin: .4rem 0 } .verbs li { border-left: 3px solid transparent; padding: 0 .6rem } .verbs [aria-current] { border-color: var(--accent) } pre { margin: 0; font: .8rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
@media (max-width: 48rem) { main { grid-template-columns: minmax(0, 1fr) } }
`
