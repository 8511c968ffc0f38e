/**
 * The main part of the phone's script. It fetches the page after each change of the emulator, puts what
 * differs into the present one, and lets new items of the transcript be heard.
 */
export const pageScript = `
const $ = (id) => document.getElementById(id)
const panels = ['clock', 'screen', 'target', 'document', 'timeline', 'requests']
const isTyping = (element) => element.matches?.('input, select, textarea')
let heard = { call: '', count: 0, interrupted: new Set() }
let shownLines = 0
let clock = { now: 0, at: 0, runs: false }

function show(text, isBad = false) {
  $('message').textContent = text
  $('message').classList.toggle('bad', isBad)
}
function recall(name) { try { return localStorage.getItem('phone.' + name) } catch { return null } }
function remember(name, value) { try { localStorage.setItem('phone.' + name, value) } catch {} }

// What the address names.
const address = new URL(location.href)
const callOf = () => address.searchParams.get('call') ?? ''
function follow(callSid) {
  if (callSid) address.searchParams.set('call', callSid)
  else address.searchParams.delete('call')
  history.replaceState(null, '', address)
}

/** Changes an element into another one, and keeps what is the same: focus, open details, playing sounds. */
function change(old, next) {
  if (old.isEqualNode(next)) return
  if (old.nodeType !== 1 || old.nodeName !== next.nodeName || old.id !== next.id) { old.replaceWith(next); return }
  for (const name of next.getAttributeNames()) if (old.getAttribute(name) !== next.getAttribute(name)) old.setAttribute(name, next.getAttribute(name))
  for (const name of old.getAttributeNames()) if (name !== 'open' && !next.hasAttribute(name)) old.removeAttribute(name)
  const oldNodes = [...old.childNodes]
  const newNodes = [...next.childNodes]
  for (const [index, node] of newNodes.entries()) oldNodes[index] ? change(oldNodes[index], node) : old.append(node)
  for (const node of oldNodes.slice(newNodes.length)) node.remove()
}
async function refresh() {
  try {
    const response = await fetch(address.pathname + address.search, { headers: { accept: 'text/html' } })
    if (!response.ok) throw new Error(response.status)
    const next = new DOMParser().parseFromString(await response.text(), 'text/html')
    const phase = $('screen').dataset.phase
    for (const id of panels) change($(id), document.importNode(next.getElementById(id), true))
    if ($('message').dataset.offline) { delete $('message').dataset.offline; show('') }
    react(phase)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    $('message').dataset.offline = '1'
    show('The emulator does not respond. Is it still running?', true)
  }
}
function react(oldPhase) {
  const { phase, call, recording } = $('screen').dataset
  clock = { now: Number($('clock').dataset.now), at: performance.now(), runs: $('clock').dataset.mode === 'running' }
  if (call !== heard.call) heard = { call, count: 0, interrupted: new Set() }
  const items = [...$('transcript').querySelectorAll('[data-what]')]
  for (const [index, { dataset }] of items.entries()) {
    if (index >= heard.count) void hear(dataset)
    if (!dataset.interrupted || heard.interrupted.has(index)) continue
    heard.interrupted.add(index)
    silence()
  }
  const lines = $('transcript').childElementCount
  if (lines > shownLines) $('transcript').scrollTop = $('transcript').scrollHeight
  shownLines = lines
  heard.count = items.length
  void setRecording(phase === 'talking' && recording ? { callSid: call, recordingSid: recording } : undefined)
  const incoming = document.querySelectorAll('[data-incoming]')
  setRinging(incoming.length > 0)
  for (const { dataset } of incoming) if (['queued', 'initiated'].includes(dataset.status)) void control(dataset.incoming, 'ring')
  document.title = incoming.length > 0 ? 'Incoming call' : 'Greenroom phone'
  if (oldPhase !== phase && !isFocusVisible()) focusFor(phase)
  else if (incoming.length > 0 && !isFocusVisible()) incoming[0].querySelector('button').focus({ preventScroll: true })
  showDuration()
}
const isFocusVisible = () => document.activeElement !== document.body && document.activeElement.checkVisibility()
function focusFor(phase) {
  const target = { idle: 'to', over: 'new' }[phase] ?? 'hangup'
  $(target).focus({ preventScroll: true })
}
function showDuration() {
  const { answered, ended } = $('screen').dataset
  const nowMs = clock.now + (clock.runs ? performance.now() - clock.at : 0)
  $('clock').querySelector('time').textContent = new Date(nowMs).toISOString().slice(11, 19)
  const secs = answered ? Math.max(0, Math.floor(((ended ? Number(ended) : nowMs) - Number(answered)) / 1000)) : undefined
  $('duration').textContent = secs === undefined ? '' : Math.floor(secs / 60) + ':' + String(secs % 60).padStart(2, '0')
}

async function send(path, body) {
  const response = await fetch(path, { method: 'POST', body: JSON.stringify(body ?? {}) })
  const answer = await response.json()
  if (response.ok) return answer
  show(answer.errors?.[0]?.detail ?? 'The emulator refused this.', true)
  return undefined
}
const control = (callSid, act, body) => send('/_emulator/calls/' + encodeURIComponent(callSid) + '/' + act, body)

async function placeCall() {
  const form = $('dial')
  const { target, url, to, number } = Object.fromEntries(new FormData(form))
  if (target === '' && !url) { show('Enter the URL of a document.', true); $('url').focus(); return }
  if (!number.trim()) { show('Enter your number.', true); $('number').closest('details').open = true; $('number').focus(); return }
  show('')
  for (const [name, value] of Object.entries({ target, url, to })) remember(name, value)
  const receiver = target === '' ? { url } : { application_sid: target }
  const placed = await send('/_emulator/calls', { from: number, to, ...receiver })
  if (!placed) return
  follow(placed.call_sid)
  await update()
}
async function press(key) {
  const { phase, call, verb } = $('screen').dataset
  playKey(key)
  const button = document.querySelector('[data-key="' + CSS.escape(key) + '"]')
  button.classList.add('down')
  setTimeout(() => button.classList.remove('down'), 150)
  if (phase !== 'talking') {
    if (phase === 'idle') $('to').value += key
    return
  }
  if (verb === 'Gather') silence()
  if (verb === 'Record') await uploadSoFar()
  await control(call, 'digits', { digits: key })
}
async function hangUp() {
  const { call } = $('screen').dataset
  silence()
  await uploadSoFar()
  await control(call, 'hangup')
}
async function speak(text) {
  const { phase, call, verb } = $('screen').dataset
  if (phase !== 'talking' || !text.trim()) return
  if (verb === 'Gather') silence()
  await control(call, 'speech', { text })
}

document.addEventListener('submit', (event) => {
  event.preventDefault()
  if (event.target === $('dial')) void placeCall()
  if (event.target === $('speak')) { void speak($('words').value); $('words').value = '' }
})
document.addEventListener('click', async ({ target }) => {
  const button = target.closest('button')
  if (!button) return
  const { key, act, by, advance } = button.dataset
  if (key) await press(key)
  if (advance) { await send('/_emulator/clock', { advance_secs: Number(advance) }); await update() }
  if (act) {
    const callSid = button.closest('[data-incoming]').dataset.incoming
    const done = await control(callSid, act, by && { by })
    if (done && by === 'human') follow(callSid)
    await update()
  }
  if (button.id === 'hangup') await hangUp()
  if (button.id === 'new') { silence(); follow(''); show(''); await update() }
  if (button.id === 'mute') { setMuted(!muted); button.setAttribute('aria-pressed', String(muted)) }
})
document.addEventListener('keydown', (event) => {
  const { key, target, ctrlKey, metaKey, altKey, repeat } = event
  if (isTyping(target) || ctrlKey || metaKey || altKey || repeat) return
  if (/^[0-9*#]$/.test(key)) { event.preventDefault(); void press(key) }
})
$('number').addEventListener('change', () => {
  const number = $('number').value.trim()
  if (!number) return
  remember('number', number)
  address.searchParams.set('number', number)
  history.replaceState(null, '', address)
  void update()
})

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition
if (Recognition) {
  const recognition = new Recognition()
  const setListening = (isOn) => $('listen').setAttribute('aria-pressed', String(isOn))
  recognition.addEventListener('result', ({ results }) => void speak(results[0][0].transcript))
  recognition.addEventListener('end', () => setListening(false))
  recognition.addEventListener('error', ({ error }) => {
    if (error !== 'no-speech' && error !== 'aborted') show('This browser cannot recognize speech here. Type the words.', true)
  })
  $('listen').hidden = false
  $('listen').addEventListener('click', () => {
    if ($('listen').getAttribute('aria-pressed') === 'true') { recognition.stop(); return }
    setListening(true)
    recognition.start()
  })
}

for (const name of ['target', 'url', 'to']) {
  const value = recall(name)
  const field = $(name)
  if (value !== null && (name !== 'target' || [...field.options].some((option) => option.value === value))) field.value = value
}
const ownNumber = recall('number')
if (ownNumber && !address.searchParams.has('number')) {
  $('number').value = ownNumber
  address.searchParams.set('number', ownNumber)
  history.replaceState(null, '', address)
}
// After a reload, what was heard before is not repeated.
heard = { call: callOf(), count: $('transcript').querySelectorAll('[data-what]').length, interrupted: new Set() }
setInterval(showDuration, 500)
react($('screen').dataset.phase)
const update = followChanges(refresh, true)
`
