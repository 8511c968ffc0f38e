import { useEffect, useState } from 'react'

const intervalMs = 100

/** Returns the current audio level of a track, from 0 to 100; 0 without a track. */
export function useAudioLevel(track: MediaStreamTrack | undefined): number {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    // Some privacy settings remove AudioContext.
    if (track === undefined || typeof AudioContext === 'undefined') return undefined
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // −60 dB counts as silence, 0 dB as full level.
      const decibels = 10 * Math.log10(power || 1e-9)
      setLevel(Math.round(Math.min(100, Math.max(0, (decibels + 60) / 0.6))))
    }, intervalMs)
    return () => {
      clearInterval(timer)
      setLevel(0)
      void context.close()
    }
  }, [track])
  return level
}
