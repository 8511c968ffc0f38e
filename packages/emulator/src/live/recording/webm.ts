import { concat, element, float, text, uint } from './ebml.ts'

/** A frame of Opus or VP8, with its time in milliseconds since the start. */
export interface TimedFrame {
  readonly data: Uint8Array
  readonly ms: number
  /** Whether it can be decoded without earlier frames. */
  readonly isKey: boolean
}

/** The track of a file. */
export type WebmTrack =
  | { readonly kind: 'audio' }
  | { readonly kind: 'video'; readonly width: number; readonly height: number }

const ids = {
  header: 0x1a45dfa3,
  version: 0x4286,
  readVersion: 0x42f7,
  maxIdLength: 0x42f2,
  maxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timecodeScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  track: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  codec: 0x86,
  codecPrivate: 0x63a2,
  codecDelay: 0x56aa,
  seekPreRoll: 0x56bb,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  cues: 0x1c53bb6b,
  cue: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  block: 0xa3,
} as const

/** Maximum duration of a cluster. Players seek to clusters. */
const clusterMs = 5000

/** Writes a WebM file with one track. Frames must be in order of time. */
export function writeWebm(
  track: WebmTrack,
  frames: readonly TimedFrame[],
  durationMs: number,
): Uint8Array<ArrayBuffer> {
  const header = element(
    ids.header,
    element(ids.version, uint(1)),
    element(ids.readVersion, uint(1)),
    element(ids.maxIdLength, uint(4)),
    element(ids.maxSizeLength, uint(8)),
    element(ids.docType, text('webm')),
    element(ids.docTypeVersion, uint(4)),
    element(ids.docTypeReadVersion, uint(2)),
  )
  const info = element(
    ids.info,
    element(ids.timecodeScale, uint(1_000_000)),
    element(ids.duration, float(durationMs)),
    element(ids.muxingApp, text('greenroom')),
    element(ids.writingApp, text('greenroom')),
  )
  const tracks = element(ids.tracks, writeTrack(track))
  const clusters = groupIntoClusters(frames).map((cluster) => ({ cluster, bytes: writeCluster(cluster) }))
  const cuesFrom = (start: number) => {
    let at = start
    return clusters.flatMap(({ cluster: [first], bytes }) => {
      const position = at
      at += bytes.length
      return first?.isKey ? [writeCue(first.ms, position)] : []
    })
  }
  // Positions have a fixed length, so the length of the cues is known before the positions are.
  const cuesLength = element(ids.cues, ...cuesFrom(0)).length
  const cues = element(ids.cues, ...cuesFrom(info.length + tracks.length + cuesLength))
  return concat(header, element(ids.segment, info, tracks, cues, ...clusters.map(({ bytes }) => bytes)))
}

function writeTrack(track: WebmTrack): Uint8Array {
  const isAudio = track.kind === 'audio'
  const head = [
    element(ids.trackNumber, uint(1)),
    element(ids.trackUid, uint(1)),
    element(ids.trackType, uint(isAudio ? 2 : 1)),
    element(ids.codec, text(isAudio ? 'A_OPUS' : 'V_VP8')),
  ]
  if (!isAudio) {
    const size = [element(ids.width, uint(track.width)), element(ids.height, uint(track.height))]
    return element(ids.track, ...head, element(ids.video, ...size))
  }
  return element(
    ids.track,
    ...head,
    element(ids.codecPrivate, opusHead),
    element(ids.codecDelay, uint(6_500_000)),
    element(ids.seekPreRoll, uint(80_000_000)),
    element(ids.audio, element(ids.samplingFrequency, float(48_000)), element(ids.channels, uint(2))),
  )
}

/** Opus identification header: two channels, pre-skip of 312 samples, 48 kHz (RFC 7845). */
const opusHead = concat(text('OpusHead'), Uint8Array.of(1, 2, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0))

function groupIntoClusters(frames: readonly TimedFrame[]): TimedFrame[][] {
  const clusters: TimedFrame[][] = []
  for (const frame of frames) {
    const [first] = clusters.at(-1) ?? []
    if (!first || frame.ms - first.ms >= clusterMs) clusters.push([])
    clusters.at(-1)?.push(frame)
  }
  return clusters
}

function writeCluster(frames: readonly TimedFrame[]): Uint8Array {
  const start = Math.round(frames[0]?.ms ?? 0)
  const blocks = frames.map(({ data, ms, isKey }) => {
    const head = concat(uint(0x81), uint(Math.round(ms) - start, 2), uint(isKey ? 0x80 : 0))
    return element(ids.block, head, data)
  })
  return element(ids.cluster, element(ids.clusterTime, uint(start)), ...blocks)
}

function writeCue(ms: number, position: number): Uint8Array {
  return element(
    ids.cue,
    element(ids.cueTime, uint(Math.round(ms), 4)),
    element(
      ids.cueTrackPositions,
      element(ids.cueTrack, uint(1)),
      element(ids.cueClusterPosition, uint(position, 4)),
    ),
  )
}
