import type { Mosaic, Yuv } from '../vp8/key-frame.ts'
import { type Color, toYuv } from './colors.ts'
import { glyphHeight, glyphWidth, hasInk } from './glyphs.ts'

/** Size in squares of 16 pixels: 640 by 480 pixels. */
const width = 40
const height = 30
const glyphsTop = 4
const barTop = 25
const barLength = 4

/** Draws one frame of a bot's video: its color, its initials and, below them, a moving bar. */
export function drawFrame(color: Color, name: string, frame: number): Mosaic {
  const background = toYuv(color)
  const ink = toYuv(background.y > 150 ? 'black' : 'white')
  const initials = initialsOf(name)
  const glyphsLeft = Math.floor((width - initials.length * (glyphWidth + 1) + 1) / 2)
  const isInk = (x: number, y: number) => {
    if (y === barTop) return (x - frame + width * 1000) % width < barLength
    const row = y - glyphsTop
    const column = x - glyphsLeft
    const letter = initials[Math.floor(column / (glyphWidth + 1))]
    if (row < 0 || row >= glyphHeight || column < 0 || letter === undefined) return false
    return hasInk(letter, column % (glyphWidth + 1), row)
  }
  const squares: Yuv[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) squares.push(isInk(x, y) ? ink : background)
  return { width, height, squares }
}

/** Returns the first letters of the first two words, without accents. */
function initialsOf(name: string): string {
  const words = name
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .trim()
    .split(/\s+/)
  return words
    .slice(0, 2)
    .map((word) => word.charAt(0))
    .join('')
}
