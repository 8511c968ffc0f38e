import { colorOfPicture } from '@greenroom/testing/media-probes'

/** Last frame of a video file. */
export interface Watched {
  readonly secs: number
  readonly width: number
  readonly color: string
}

/** Plays a video file from a position to its end. */
export async function watchFile(url: string, from: number): Promise<Watched> {
  const video = document.createElement('video')
  Object.assign(video, { crossOrigin: 'anonymous', muted: true, src: url })
  document.body.append(video)
  const happens = (event: string) =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener(event, () => resolve(), { once: true })
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true })
    })
  await happens('loadeddata')
  const secs = video.duration
  const sought = happens('seeked')
  video.currentTime = from
  await sought
  const color = colorOfPicture(video) ?? 'none'
  const ended = happens('ended')
  await video.play()
  await ended
  return { secs, width: video.videoWidth, color }
}

/** Returns the duration of an audio file and the frequency of its loudest tone between two positions. */
export interface Heard {
  readonly secs: number
  readonly hertz: number
}

export async function listenToFile(url: string, from: number): Promise<Heard> {
  const bytes = await (await fetch(url)).arrayBuffer()
  const context = new OfflineAudioContext(1, 1, 48_000)
  const sound = await context.decodeAudioData(bytes)
  const start = Math.floor(from * sound.sampleRate)
  const samples = sound.getChannelData(0).subarray(start, start + sound.sampleRate / 2)
  let crossings = 0
  for (let at = 1; at < samples.length; at++) {
    if ((samples[at - 1] ?? 0) < 0 && (samples[at] ?? 0) >= 0) crossings += 1
  }
  return { secs: sound.duration, hertz: crossings * 2 }
}
