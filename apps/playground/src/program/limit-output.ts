import { maxOutputLength, maxOutputs } from '../sandbox/messages.ts'
import type { PrintOutput } from './program-console.ts'

/** Limits the number and the length of outputs, so that an endless loop cannot fill the page's memory. */
export function limitOutput(print: PrintOutput): PrintOutput {
  let count = 0
  return (level, text) => {
    count += 1
    if (count > maxOutputs) return
    if (count === maxOutputs) print('warn', `The program prints a lot: the rest is left out.`)
    else print(level, text.length > maxOutputLength ? `${text.slice(0, maxOutputLength)} …` : text)
  }
}
