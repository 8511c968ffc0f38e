const videos = new Map<MediaStreamTrack, HTMLVideoElement>()

function videoOf(track: MediaStreamTrack): HTMLVideoElement {
  const known = videos.get(track)
  if (known) return known
  const video = document.createElement('video')
  Object.assign(video, {
    muted: true,
    autoplay: true,
    playsInline: true,
    srcObject: new MediaStream([track]),
  })
  document.body.append(video)
  videos.set(track, video)
  return video
}

/** Returns the name of the color in the middle of a video track, or undefined before the first frame. */
export function colorOf(track: MediaStreamTrack | undefined): string | undefined {
  if (!track) return undefined
  return colorOfPicture(videoOf(track))
}

/** Returns the color in the middle of a video element. */
export function colorOfPicture(video: HTMLVideoElement): string | undefined {
  if (video.videoWidth < 16) return undefined
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  context?.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? []
  const bright = [red > 128 ? 'red' : '', green > 96 ? 'green' : '', blue > 128 ? 'blue' : '']
  return `${bright.join('')}` || 'black'
}

/** Returns the number of frames shown of a track, and the width of the latest one. */
export function framesOf(track: MediaStreamTrack | undefined): { count: number; width: number } {
  if (!track) return { count: 0, width: 0 }
  const video = videoOf(track)
  return { count: video.getVideoPlaybackQuality().totalVideoFrames, width: video.videoWidth }
}

/** Measures the tones in an audio track. */
export interface ToneMeter {
  loudness(hertz: number): number
}

export function createToneMeter(track: MediaStreamTrack): ToneMeter {
  const stream = new MediaStream([track])
  // Chromium feeds a remote track into Web Audio only while an element plays it.
  const audio = document.createElement('audio')
  Object.assign(audio, { muted: true, autoplay: true, srcObject: stream })
  document.body.append(audio)
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
  context.createMediaStreamSource(stream).connect(analyser)
  const bins = new Float32Array(analyser.frequencyBinCount)
  return {
    loudness(hertz) {
      analyser.getFloatFrequencyData(bins)
      const at = Math.round((hertz / context.sampleRate) * analyser.fftSize)
      return Math.max(...bins.subarray(at - 2, at + 3))
    },
  }
}
