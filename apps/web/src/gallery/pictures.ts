/** The pictures are drawn on this area, and scaled. */
const width = 320
const height = 180

const ticksPerSecond = 6

/** Small, because a page may show 50 of them. */
const scale = 0.75

/** The colors of a picture: background, clothes and skin. */
type Palette = readonly [string, string, string]

const palettes: readonly Palette[] = [
  ['#3d5a80', '#e0a458', '#f2d3b8'],
  ['#5b4b6b', '#7fb7be', '#c68c66'],
  ['#2f5d50', '#d56f6f', '#8d5a3c'],
  ['#7a4f4f', '#e6d3a3', '#f0c9a4'],
  ['#44546a', '#8fbf88', '#a8744f'],
  ['#6b5d3f', '#7c8fc9', '#eac6ab'],
]

/** A moving picture of a person or a screen, as a camera or a shared screen would send it. */
export interface Picture {
  readonly track: MediaStreamTrack
  stop(): void
}

/**
 * Starts a picture. Several participants can share one.
 *
 * @param rate Frames per second. Below 5, the call reports a weak connection.
 */
export function startPicture(
  kind: 'person' | 'screen',
  variant: number,
  rate = ticksPerSecond,
): Picture | undefined {
  const canvas = document.createElement('canvas')
  canvas.width = width * scale * (kind === 'screen' ? 2 : 1)
  canvas.height = height * scale * (kind === 'screen' ? 2 : 1)
  const context = canvas.getContext('2d')
  const [track] = canvas.captureStream().getVideoTracks()
  if (!context || !track) return undefined
  let frame = variant * 17
  context.scale(scale, scale)
  const draw = () => {
    if (kind === 'screen') drawScreen(context, frame)
    else drawPerson(context, palettes[variant % palettes.length] ?? ['#444', '#888', '#ccc'], frame)
    frame += 1
  }
  draw()
  const interval = Math.round(ticksPerSecond / rate)
  const tick = (count: number) => {
    if (count % interval === 0) draw()
  }
  const stopTicking = onTick(tick)
  return {
    track,
    stop() {
      stopTicking()
      track.stop()
    },
  }
}

type Tick = (count: number) => void
const listeners = new Set<Tick>()
let timer: ReturnType<typeof setInterval> | undefined

/** Calls the listener several times a second. All pictures change at once, so that the page paints once. */
function onTick(listener: Tick): () => void {
  listeners.add(listener)
  let count = 0
  timer ??= setInterval(() => {
    count += 1
    for (const each of listeners) each(count)
  }, 1_000 / ticksPerSecond)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function drawPerson(context: CanvasRenderingContext2D, [wall, clothes, skin]: Palette, frame: number): void {
  const sway = Math.sin(frame / 6) * 3
  context.fillStyle = wall
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'rgb(255 255 255 / 12%)'
  context.fillRect(width * 0.68, 16, 66, 84)
  context.fillStyle = clothes
  context.beginPath()
  context.ellipse(width / 2 + sway, height + 14, 74, 68, 0, 0, Math.PI * 2)
  context.fill()
  context.fillStyle = skin
  context.beginPath()
  context.ellipse(width / 2 + sway, 84, 31, 38, 0, 0, Math.PI * 2)
  context.fill()
  context.fillStyle = 'rgb(40 26 20 / 78%)'
  context.beginPath()
  context.ellipse(width / 2 + sway, 58, 34, 22, 0, Math.PI, Math.PI * 2)
  context.fill()
}

function drawScreen(context: CanvasRenderingContext2D, frame: number): void {
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, width * 2, height * 2)
  context.fillStyle = '#e8ece9'
  context.fillRect(0, 0, width * 2, 36)
  context.fillRect(0, 36, 128, height * 2)
  context.fillStyle = '#17734a'
  context.fillRect(160, 64, 220, 18)
  context.fillStyle = '#b9c4bd'
  for (let line = 0; line < 7; line++) context.fillRect(160, 104 + line * 20, 400 - (line % 3) * 60, 8)
  context.fillStyle = '#5ccb96'
  for (let bar = 0; bar < 8; bar++) {
    const value = 40 + 24 * Math.sin(frame / 10 + bar)
    context.fillRect(168 + bar * 48, 340 - value, 30, value)
  }
}
