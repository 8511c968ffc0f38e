/** Styles of the phone: a handset beside its panels, or above them on small screens; light and dark. */
export const style = `
:root { color-scheme: light dark; --page: light-dark(#eef1ee, #0c1110); --card: light-dark(#ffffff, #151b1a);
  --key: light-dark(#f1f4f2, #1f2827); --line: light-dark(#d5dcd8, #2d3836); --text: light-dark(#17201d, #e8efec);
  --dim: light-dark(#55625d, #9db0a9); --accent: light-dark(#0b6b50, #5fd0a8); --go: #12805c; --stop: #c0322b;
  --bad: light-dark(#a8251e, #ffb4ab); --good: light-dark(#0b6b50, #5fd0a8); --mark: light-dark(#d9f2e6, #123a2d) }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: var(--page); color: var(--text) }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1rem; max-width: 84rem; margin: 0 auto; padding: .7rem 1rem }
h1 { font-size: 1.1rem; margin: 0 } h2 { font-size: 1rem; margin: 0 0 .6rem } h3 { font-size: .85rem; margin: .6rem 0 .2rem }
a { color: var(--accent) } :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.clock { margin-left: auto; display: flex; align-items: center; gap: .4rem; color: var(--dim); font-variant-numeric: tabular-nums }
main { display: grid; gap: 1rem; max-width: 84rem; margin: 0 auto; padding: 0 1rem 2rem; align-items: start;
  grid-template-columns: 23.5rem minmax(0, 1fr) minmax(0, 1fr); grid-template-areas: "phone document timeline" "phone requests requests"; grid-template-rows: auto 1fr }
section { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1rem; min-width: 0 }
#document { grid-area: document } #timeline { grid-area: timeline } #requests { grid-area: requests }
.handset { grid-area: phone; border-radius: 2rem; padding: 1.25rem; display: flex; flex-direction: column; gap: .8rem; box-shadow: 0 12px 36px light-dark(#17201d1f, #00000080) }
.screen { display: flex; flex-direction: column; gap: .7rem } .screen > * { min-width: 0 }
.party { text-align: center } .party p { margin: 0 } .name { font-size: 1.5rem; font-weight: 600; overflow-wrap: anywhere; line-height: 1.25 }
.state { color: var(--dim); font-variant-numeric: tabular-nums; min-height: 1.5em } .reason { color: var(--bad); overflow-wrap: anywhere }
.recording-on { color: var(--bad); font-weight: 600; white-space: nowrap } .recording-on::before { content: ''; display: inline-block; width: .6em; height: .6em; border-radius: 50%; background: currentcolor; margin: 0 .35em 0 .5em }
.transcript { list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: .4rem; height: 9.5rem; overflow-y: auto; overscroll-behavior: contain; border-radius: .6rem }
.transcript li { max-width: 88%; border-radius: .9rem; padding: .35rem .75rem; background: var(--key); align-self: flex-start; overflow-wrap: anywhere }
.transcript li[data-interrupted=yes]::after { content: ' (interrupted)'; color: var(--dim) } .transcript .own { align-self: flex-end; background: var(--mark) }
[data-phase=idle] .transcript { display: none }
.incoming { border: 2px solid var(--accent); border-radius: 1rem; padding: .8rem; text-align: center } .incoming p { margin: 0 0 .6rem; overflow-wrap: anywhere }
.row { display: flex; flex-wrap: wrap; justify-content: center; gap: .5rem }
.recording { display: flex; flex-direction: column; gap: .25rem; font-size: .9rem; color: var(--dim) } audio { width: 100%; height: 2.5rem }
#message { margin: 0; text-align: center; color: var(--dim) } #message:empty { display: none } .bad, #message.bad { color: var(--bad) } .good { color: var(--good) }
form { display: flex; flex-direction: column; gap: .25rem; margin: 0 } label, summary { font-size: .85rem; color: var(--dim) }
.address { display: none; flex-direction: column; gap: .25rem } #dial:has(option[value='']:checked) .address { display: flex }
input, select { width: 100%; min-width: 0; min-height: 2.6rem; font: inherit; color: inherit; background: var(--key); border: 1px solid var(--line); border-radius: .7rem; padding: .35rem .75rem }
#to { font-size: 1.15rem; font-variant-numeric: tabular-nums } .field { display: flex; gap: .4rem } summary { cursor: pointer; padding: .3rem 0 }
button { font: inherit; color: inherit; background: var(--key); border: 1px solid var(--line); border-radius: 2rem; min-height: 2.6rem; padding: .35rem 1rem; cursor: pointer; white-space: nowrap }
.clock button { min-height: 2rem; padding: .1rem .7rem; background: var(--card); color: var(--text) }
button:hover { border-color: var(--accent) } button[aria-pressed=true] { background: var(--mark); border-color: var(--accent) }
.go, .stop { color: #ffffff; font-weight: 600; border-color: transparent } .go { background: var(--go) } .stop { background: var(--stop) }
.keypad { display: grid; grid-template-columns: repeat(3, 4.1rem); gap: .6rem 1.3rem; justify-content: center }
.keypad button { height: 4.1rem; padding: 0; border-radius: 50%; display: flex; flex-direction: column; align-items: center; justify-content: center; line-height: 1.1; touch-action: manipulation }
.keypad b { font-size: 1.5rem; font-weight: 500 } .keypad small { font-size: .6rem; letter-spacing: .1em; color: var(--dim); min-height: .7rem } .keypad .down { background: var(--mark) }
.actions { display: flex; gap: .6rem } .actions .go, .actions .stop { flex: 1; min-height: 3.2rem; font-size: 1.05rem }
.screen:not([data-phase=idle]) ~ #dial, .screen:not([data-phase=idle]) ~ .actions #place, .screen:not([data-phase=over]) ~ .actions #new,
.screen:is([data-phase=idle], [data-phase=over]) ~ .actions #hangup, .screen:not([data-phase=talking]) ~ #speak, .screen[data-phase=over] ~ .keypad { display: none }
.verbs, .events, .requests { list-style: none; margin: 0; padding: 0 } pre { margin: 0; font: .8rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.verbs li { border-left: 3px solid transparent; padding: .1rem .6rem } .verbs [aria-current] { background: var(--mark); border-color: var(--accent); border-radius: 0 .4rem .4rem 0 }
.events { max-height: 24rem; overflow-y: auto } .events li { padding: .1rem 0; overflow-wrap: anywhere } code { font-size: .82rem; overflow-wrap: anywhere } .dim, .empty { color: var(--dim) } .empty, section > p { margin: 0 0 .5rem }
.requests > li { border-top: 1px solid var(--line) } .requests > li:first-child { border: 0 } .requests summary { color: inherit; overflow-wrap: anywhere; padding: .4rem 0 } .requests details[open] { padding-bottom: .6rem }
.tag { border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .5rem; font-size: .78rem } dl { margin: 0; font-size: .82rem; columns: 20rem } dl div { display: flex; gap: .5rem; break-inside: avoid } dt { color: var(--dim); flex: 0 0 10rem } dd { margin: 0; overflow-wrap: anywhere; min-width: 0 }
@media (max-width: 70rem) { main { grid-template-columns: 23.5rem minmax(0, 1fr); grid-template-areas: "phone document" "phone timeline" "phone requests"; grid-template-rows: auto auto 1fr } }
@media (max-width: 46rem) { main { grid-template-columns: minmax(0, 1fr); grid-template-areas: "phone" "document" "timeline" "requests"; padding: 0 0 1rem }
  header { padding: .5rem 1rem } .handset { border: 0; border-radius: 0 0 1.5rem 1.5rem; min-height: calc(100svh - 3rem); justify-content: space-between } section:not(.handset) { margin: 0 .75rem } }
@media (prefers-reduced-motion: no-preference) { .recording-on::before { animation: pulse 1.2s infinite alternate } @keyframes pulse { to { opacity: .25 } } }
`
