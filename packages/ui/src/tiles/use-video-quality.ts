import { type RefObject, useEffect, useState } from 'react'

/** How the video of a participant arrives. */
export type VideoQuality = 'good' | 'weak' | 'none'

const intervalMs = 2_000

/** Below this rate, in frames per second, a moving picture looks broken. */
const weakRate = 5

/**
 * Returns how the video in an element arrives: `weak` below five frames a second, `none` without any. It is
 * measured every two seconds, while the page is visible.
 *
 * @param isExpected Whether the participant sends video. Without it the quality is `good`.
 */
export function useVideoQuality(
  element: RefObject<HTMLVideoElement | null>,
  isExpected: boolean,
): VideoQuality {
  const [quality, setQuality] = useState<VideoQuality>('good')
  useEffect(() => {
    if (!isExpected) return undefined
    let measured: { readonly video: HTMLVideoElement; readonly frames: number } | undefined
    const timer = setInterval(() => {
      const { current: video } = element
      // Browsers draw no frames in the background.
      if (!video?.getVideoPlaybackQuality || document.visibilityState === 'hidden') {
        measured = undefined
        return
      }
      const { totalVideoFrames: frames } = video.getVideoPlaybackQuality()
      // A video without any frame is starting.
      if (measured?.video === video && frames > 0 && !video.paused) {
        setQuality(rate(frames - measured.frames))
      }
      measured = { video, frames }
    }, intervalMs)
    return () => {
      clearInterval(timer)
      setQuality('good')
    }
  }, [element, isExpected])
  return quality
}

function rate(frames: number): VideoQuality {
  if (frames === 0) return 'none'
  return frames < (weakRate * intervalMs) / 1_000 ? 'weak' : 'good'
}
