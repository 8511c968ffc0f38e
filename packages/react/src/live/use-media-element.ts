import { type ForwardedRef, type RefObject, useCallback, useEffect, useImperativeHandle, useRef } from 'react'
import { onGesture } from './gestures.ts'
import { isNotAllowed } from './is-not-allowed.ts'
import { listen } from './listen.ts'

/** An element that plays a track. */
export interface UseMediaElementResult<Element> {
  /** The ref for the element. */
  readonly ref: RefObject<Element | null>
  /** Plays the track. Call it from a click handler. */
  readonly play: () => void
}

/**
 * Plays a track in a media element. When the browser blocks or pauses it, playback starts with the next
 * gesture of the user, or when the page becomes visible again.
 *
 * @param outerRef The ref that the user of the component passed. It receives the element too.
 * @param onBlockedChange Called when playback is blocked, and when it starts after that.
 */
export function useMediaElement<Element extends HTMLMediaElement>(
  outerRef: ForwardedRef<Element>,
  track: MediaStreamTrack | undefined,
  onBlockedChange?: (isBlocked: boolean) => void,
): UseMediaElementResult<Element> {
  const ref = useRef<Element | null>(null)
  useImperativeHandle<Element | null, Element | null>(outerRef, () => ref.current, [])
  const playNow = useRef<() => void>(() => undefined)
  const latestListener = useRef(onBlockedChange)
  useEffect(() => {
    latestListener.current = onBlockedChange
  })
  useEffect(() => {
    const element = ref.current
    // jsdom has no streams.
    if (!element || !track || typeof MediaStream === 'undefined') return undefined
    let stopWaiting: (() => void) | undefined
    const unblock = () => {
      if (!stopWaiting) return
      stopWaiting()
      stopWaiting = undefined
      latestListener.current?.(false)
    }
    const block = () => {
      if (stopWaiting) return
      stopWaiting = onGesture(play)
      latestListener.current?.(true)
    }
    let isOver = false
    const play = async () => {
      try {
        // jsdom returns nothing, or throws.
        await element.play?.()
        if (!isOver) unblock()
      } catch (error) {
        // Other errors say that the element already plays something else.
        if (!isOver && isNotAllowed(error)) block()
      }
    }
    playNow.current = play
    const onPause = () => {
      // The system pauses elements during a phone call. Users pause those that have controls.
      if (track.readyState !== 'ended' && !element.controls) block()
    }
    const onVisible = () => {
      // A phone may pause what starts in the background, and not report it.
      if (document.visibilityState === 'visible' && (stopWaiting || !element.controls)) void play()
    }
    element.srcObject = new MediaStream([track])
    const stops = [
      listen(element, ['pause'], onPause),
      listen(element, ['playing'], unblock),
      listen(document, ['visibilitychange'], onVisible),
    ]
    void play()
    return () => {
      isOver = true
      for (const stop of stops) stop()
      unblock()
      playNow.current = () => undefined
      element.srcObject = null
    }
  }, [track])
  return { ref, play: useCallback(() => playNow.current(), []) }
}
