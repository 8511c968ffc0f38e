import { type RefObject, useEffect, useRef } from 'react'
import { onGesture } from './gestures.ts'
import { isNotAllowed } from './is-not-allowed.ts'
import { listen } from './listen.ts'

/**
 * Plays a media element on a speaker; undefined is the browser's default. Browsers that cannot choose a
 * speaker keep their own. A failed choice is repeated when it may succeed: with the next gesture if the
 * browser requires one, otherwise when devices are connected.
 */
export function useSpeaker(ref: RefObject<HTMLMediaElement | null>, speaker: string | undefined): void {
  const wasChosen = useRef(false)
  useEffect(() => {
    const element = ref.current
    const sinkId = speaker || ''
    if (!element?.setSinkId || (sinkId === '' && !wasChosen.current)) return undefined
    wasChosen.current = true
    let isOver = false
    let stopWaiting: () => void = () => undefined
    const choose = async () => {
      stopWaiting()
      try {
        await element.setSinkId(sinkId)
      } catch (error) {
        if (isOver) return
        stopWaiting = isNotAllowed(error)
          ? onGesture(choose)
          : listen(navigator.mediaDevices, ['devicechange'], choose)
      }
    }
    void choose()
    return () => {
      isOver = true
      stopWaiting()
    }
  }, [ref, speaker])
}
