/** Creates a video track in one color. A moving bar keeps new frames coming. */
export interface Picture {
  readonly track: MediaStreamTrack
}

export function createPicture(color: string, width = 640, height = 480): Picture {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  let count = 0
  const draw = () => {
    if (!context) return
    count += 1
    context.fillStyle = color
    context.fillRect(0, 0, width, height)
    context.fillStyle = 'white'
    context.fillRect((count * 8) % width, 0, 16, 16)
  }
  draw()
  setInterval(draw, 50)
  const [track] = canvas.captureStream(20).getVideoTracks()
  if (!track) throw new Error('The canvas has no track')
  // On a busy machine the browser then lowers the frame rate instead of the resolution.
  track.contentHint = 'detail'
  return { track }
}

export function createTone(hertz: number): MediaStreamTrack {
  const context = new AudioContext()
  const oscillator = new OscillatorNode(context, { frequency: hertz })
  const destination = context.createMediaStreamDestination()
  oscillator.connect(new GainNode(context, { gain: 0.2 })).connect(destination)
  oscillator.start()
  const [track] = destination.stream.getAudioTracks()
  if (!track) throw new Error('The tone has no track')
  return track
}
