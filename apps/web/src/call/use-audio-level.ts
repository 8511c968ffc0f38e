import { useEffect, useState } from 'react'

const everyMs = 100

/** How loud a track is, 0 to 100, as it goes on; 0 without one. */
export function useAudioLevel(track: MediaStreamTrack | undefined): number {
  const [level, setLevel] = useState(0)
  useEffect(() => {
    if (track === undefined) return undefined
    const context = new AudioContext()
    const analyser = context.createAnalyser()
    analyser.fftSize = 512
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      // From −60 dB, which is silence, to 0.
      const decibels = 10 * Math.log10(power || 1e-9)
      setLevel(Math.round(Math.min(100, Math.max(0, (decibels + 60) / 0.6))))
    }, everyMs)
    return () => {
      clearInterval(timer)
      setLevel(0)
      void context.close()
    }
  }, [track])
  return level
}
