import { type RefObject, useEffect, useRef } from 'react'
import { onGesture } from './gestures.ts'
import { isNotAllowed } from './is-not-allowed.ts'
import { listen } from './listen.ts'

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
    let isOver = false
    let stopWaiting: () => void = () => undefined
    const apply = async () => {
      if (isOver) return
      try {
        await element.setSinkId(speaker)
      } catch (error) {
        if (isOver) return
        stopWaiting = isNotAllowed(error)
          ? onGesture(choose)
          : listen(navigator.mediaDevices, ['devicechange'], choose)
      }
    }
    const choose = () => {
      stopWaiting()
      queue.current = queue.current.then(apply)
    }
    choose()
    return () => {
      isOver = true
      stopWaiting()
    }
  }, [ref, speaker])
}
