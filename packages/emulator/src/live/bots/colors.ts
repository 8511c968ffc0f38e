import type { Yuv } from '../vp8/key-frame.ts'

/** Hex values of the named colors. */
export const namedColors = {
  red: '#d92d20',
  orange: '#e8710a',
  yellow: '#f2c200',
  green: '#1e8e3e',
  teal: '#12805c',
  blue: '#1f6feb',
  purple: '#7b3ff2',
  pink: '#d63384',
  gray: '#6b7280',
  black: '#000000',
  white: '#ffffff',
} as const

/** A named color, or `#rrggbb`. */
export type Color = keyof typeof namedColors | `#${string}`

const backgrounds = ['red', 'orange', 'green', 'teal', 'blue', 'purple', 'pink'] as const

/** Returns a background color for a name. The same name always gets the same color. */
export function colorFor(name: string): Color {
  let sum = 0
  for (const char of name) sum += char.codePointAt(0) ?? 0
  return backgrounds[sum % backgrounds.length] ?? 'blue'
}

/** Converts a color to the YUV values of video (BT.601). */
export function toYuv(color: Color): Yuv {
  const hex = Object.hasOwn(namedColors, color) ? namedColors[color as keyof typeof namedColors] : color
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return {
    y: Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue),
    u: Math.round(128 - 0.148 * red - 0.291 * green + 0.439 * blue),
    v: Math.round(128 + 0.439 * red - 0.368 * green - 0.071 * blue),
  }
}
