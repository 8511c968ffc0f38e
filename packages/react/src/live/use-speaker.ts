import { type RefObject, useEffect, useRef } from 'react'
import { onGesture } from './gestures.ts'

/**
 * Plays a media element on a speaker; undefined is the browser's default. Browsers that cannot choose a
 * speaker keep their own. A failed choice is repeated when it may succeed: with the next gesture if the
 * browser requires one, otherwise when devices are connected.
 */
export function useSpeaker(ref: RefObject<HTMLMediaElement | null>, speaker = ''): void {
  const wasChosen = useRef(false)
  /** The choices in progress. Without an order, an earlier one could win. */
  const queue = useRef<Promise<unknown>>(Promise.resolve())
  useEffect(() => {
    const element = ref.current
    if (!element?.setSinkId || (speaker === '' && !wasChosen.current)) return undefined
    wasChosen.current = true
    const effect = new AbortController()
    let stopWaiting: () => void = () => undefined
    const apply = async () => {
      if (effect.signal.aborted) return
      try {
        await element.setSinkId(speaker)
      } catch (error) {
        if (effect.signal.aborted) return
        if (Reflect.get(Object(error), 'name') === 'NotAllowedError') stopWaiting = onGesture(choose)
        else navigator.mediaDevices?.addEventListener?.('devicechange', choose, effect)
      }
    }
    const choose = () => {
      stopWaiting()
      navigator.mediaDevices?.removeEventListener?.('devicechange', choose)
      queue.current = queue.current.then(apply)
    }
    choose()
    return () => {
      effect.abort()
      stopWaiting()
    }
  }, [ref, speaker])
}
