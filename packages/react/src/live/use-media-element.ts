import { useEffect, useRef } from 'react'

/** Plays a track in a media element. Returns the ref for the element. */
export function useMediaElement<Element extends HTMLMediaElement>(
  track: MediaStreamTrack | undefined,
  onBlocked?: (() => void) | undefined,
) {
  const ref = useRef<Element>(null)
  const latestOnBlocked = useRef(onBlocked)
  useEffect(() => {
    latestOnBlocked.current = onBlocked
  })
  useEffect(() => {
    const element = ref.current
    if (!element || !track) return undefined
    const play = () => {
      element.play?.().catch((error: Error) => {
        // Browsers block sound before the first user gesture, so playback starts with the next one.
        if (error.name !== 'NotAllowedError') return
        latestOnBlocked.current?.()
        for (const type of gestures) document.addEventListener(type, play, { once: true })
      })
    }
    element.srcObject = new MediaStream([track])
    play()
    return () => {
      for (const type of gestures) document.removeEventListener(type, play)
      element.srcObject = null
    }
  }, [track])
  return ref
}

const gestures = ['pointerdown', 'keydown']
