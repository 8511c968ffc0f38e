/**
 * A part of the phone's script: what is heard. `hear(item)` speaks or plays an item of the transcript,
 * `silence()` stops everything, `playKey(key)` plays the tone of a key, and `setRinging(isRinging)` rings.
 */
export const soundScript = `
const audio = new Audio()
let context
let muted = false
let heardUntil = 0
let canceledAt = -1000
// Some browsers load their voices only after they were asked for.
window.speechSynthesis?.getVoices()
addEventListener('pagehide', () => window.speechSynthesis?.cancel())

function silence() {
  heardUntil += 1
  canceledAt = performance.now()
  window.speechSynthesis?.cancel()
  audio.pause()
}
const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
async function hear({ what, text, url, voice, language }) {
  if (muted) return
  const turn = heardUntil
  if (what === 'Say' && text && window.speechSynthesis) {
    audio.pause()
    // Chromium on Linux drops what is spoken directly after a cancel.
    const waitMs = canceledAt + 60 - performance.now()
    if (waitMs > 0) await later(waitMs)
    if (turn !== heardUntil) return
    for (const part of splitSpeech(text)) {
      const utterance = new SpeechSynthesisUtterance(part)
      const chosen = pickVoice(speechSynthesis.getVoices(), voice, language)
      if (language || chosen) utterance.lang = language || chosen.lang
      if (chosen) utterance.voice = chosen
      speechSynthesis.speak(utterance)
    }
  } else if (what === 'Play' && url) {
    // Speech of a browser can be slower than that of the emulator.
    for (let waited = 0; window.speechSynthesis?.speaking && waited < 10_000; waited += 100) {
      await later(100)
      if (turn !== heardUntil) return
    }
    audio.src = url
    await audio.play().catch((error) => { if (error.name !== 'AbortError') show('The sound could not be played.', true) })
  }
}
function setMuted(isMuted) {
  muted = isMuted
  if (muted) silence()
}
function playTones(frequencies, secs) {
  context ??= new AudioContext()
  context.resume().catch(() => {})
  const gain = new GainNode(context, { gain: 0.08 })
  gain.connect(context.destination)
  for (const frequency of frequencies) {
    const tone = new OscillatorNode(context, { frequency })
    tone.connect(gain)
    tone.start()
    tone.stop(context.currentTime + secs)
  }
}
function playKey(key) {
  const frequencies = keyFrequencies(key)
  if (frequencies && !muted) playTones(frequencies, 0.16)
}
let ringTimer
function setRinging(isRinging) {
  if (!isRinging) { clearInterval(ringTimer); ringTimer = undefined; return }
  const ring = () => { if (!muted) playTones([440, 480], 1.2) }
  if (ringTimer !== undefined) return
  ring()
  ringTimer = setInterval(ring, 3500)
}
`
