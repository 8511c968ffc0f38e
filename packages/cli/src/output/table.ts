import { stripVTControlCharacters } from 'node:util'
import { styled } from './style.ts'

/** Returns a table with columns of equal width. The last column is not padded. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  // Values come from an API: control characters in them must not reach the terminal.
  const cells = [header, ...rows].map((row) => row.map(plainText))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const lines = cells.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [styled('bold', lines[0] ?? ''), ...lines.slice(1)].join('\n')
}

/** Returns a text in one line, without control characters and escape sequences. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
}
