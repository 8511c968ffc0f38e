const durationSecs = 0.8
const loudness = 0.2
const fadeSecs = 0.05

/** An audio context that can choose its speaker, which not every browser has. */
interface SpeakerContext {
  setSinkId?(deviceId: string): Promise<void>
}

/** Plays two notes on a speaker; undefined is the browser's default. Resolves when they are over. */
export async function playTone(speaker: string | undefined): Promise<void> {
  // Some privacy settings remove AudioContext.
  if (typeof AudioContext === 'undefined') return
  const context: AudioContext & SpeakerContext = new AudioContext()
  try {
    if (speaker) await context.setSinkId?.(speaker).catch(() => undefined)
    const volume = context.createGain()
    volume.connect(context.destination)
    volume.gain.setValueAtTime(0, context.currentTime)
    volume.gain.linearRampToValueAtTime(loudness, context.currentTime + fadeSecs)
    volume.gain.setValueAtTime(loudness, context.currentTime + durationSecs - fadeSecs)
    volume.gain.linearRampToValueAtTime(0, context.currentTime + durationSecs)
    const oscillator = context.createOscillator()
    oscillator.frequency.setValueAtTime(523, context.currentTime)
    oscillator.frequency.setValueAtTime(659, context.currentTime + durationSecs / 2)
    oscillator.connect(volume)
    oscillator.start()
    oscillator.stop(context.currentTime + durationSecs)
    await new Promise((resolve) => oscillator.addEventListener('ended', resolve))
  } finally {
    await context.close()
  }
}
