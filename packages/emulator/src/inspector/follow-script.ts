/**
 * A part of a page's script: `followChanges(refresh)` refreshes the page after each change of the emulator.
 * It returns a function that does so at once. A hidden page does not follow unless `whileHidden` is set,
 * because a browser allows few open streams to one server.
 */
export const followScript = `
function followChanges(refresh, whileHidden = false) {
  let source
  let running = false
  let again = false
  const isActive = () => whileHidden || !document.hidden
  async function run() {
    again = running
    if (running) return
    running = true
    do { again = false; await refresh() } while (again)
    running = false
  }
  const connect = () => {
    source?.close()
    source = isActive() ? new EventSource('/_emulator/changes') : undefined
    if (source) source.onmessage = run
  }
  document.addEventListener('visibilitychange', () => { if (!whileHidden) connect() })
  connect()
  // An emulator in a Worker cannot send changes, and one that stopped is noticed.
  setInterval(() => { if (isActive()) run() }, 5000)
  return run
}
`
