import type { Mosaic, Yuv } from '../vp8/key-frame.ts'
import { type Color, toYuv } from './colors.ts'
import { glyphHeight, glyphWidth, hasInk } from './glyphs.ts'

/** 640 by 480 pixels. */
const width = 40
const height = 30
const lettersAt = 4
const barAt = 25
const barLength = 4

/** What a bot shows: its colour, its initials above the middle, and a bar below that moves. */
export function drawFrame(color: Color, name: string, frame: number): Mosaic {
  const ground = toYuv(color)
  const ink = toYuv(ground.y > 150 ? 'black' : 'white')
  const initials = initialsOf(name)
  const lettersFrom = Math.floor((width - initials.length * (glyphWidth + 1) + 1) / 2)
  const isInk = (x: number, y: number) => {
    if (y === barAt) return (x - frame + width * 1000) % width < barLength
    const line = y - lettersAt
    const column = x - lettersFrom
    const letter = initials[Math.floor(column / (glyphWidth + 1))]
    if (line < 0 || line >= glyphHeight || column < 0 || letter === undefined) return false
    return hasInk(letter, column % (glyphWidth + 1), line)
  }
  const squares: Yuv[] = []
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) squares.push(isInk(x, y) ? ink : ground)
  return { width, height, squares }
}

/** The first letters of the first two words, without accents. */
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
