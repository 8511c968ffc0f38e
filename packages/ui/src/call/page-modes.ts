/** Whether the browser shows an element on the full screen. An iPhone does so for videos only. */
export function canShowFullScreen(): boolean {
  return document.fullscreenEnabled === true
}

/** Shows an element on the full screen, or ends that. The browser may refuse, and nothing changes then. */
export function toggleFullScreen(element: Element | null): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : element?.requestFullscreen()
  change?.catch(() => undefined)
}

/** Returns the video of a call for a small window: the large one, or else the first one of others. */
export function findMainVideo(element: Element | null): HTMLVideoElement | undefined {
  const videos = [...(element?.querySelectorAll('video') ?? [])]
  const isLarge = (video: Element) => video.closest('[data-focus]') !== null
  const isMirrored = (video: HTMLElement) => video.style.transform !== ''
  return videos.find(isLarge) ?? videos.find((video) => !isMirrored(video)) ?? videos[0]
}

/** Whether the browser can show a video of the call in a small window. */
export function canShowPicture(element: Element | null): boolean {
  return document.pictureInPictureEnabled === true && findMainVideo(element) !== undefined
}

/** Opens the small window with the main video of a call, or closes it. */
export function togglePicture(element: Element | null): void {
  const change = document.pictureInPictureElement
    ? document.exitPictureInPicture()
    : findMainVideo(element)?.requestPictureInPicture()
  change?.catch(() => undefined)
}
