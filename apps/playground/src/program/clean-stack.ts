import { programFile } from './program-file.ts'

// The last frame is followed by the error's fields, if it has any.
const foreignFrame =
  /\n\s+at (?!.*[( ]program\.ts:\d)[^\n]*(?::\d+:\d+\)?|<anonymous>\)?|native\)?)( \{)?(?=\n|$)/g
const position = new RegExp(`(?<![\\w/-])${programFile.replace('.', '\\.')}:(\\d+):\\d+`, 'g')

/**
 * Removes what is not of the program from a stack trace: the frames of the packages and the columns, which
 * the compiler changes.
 */
export function cleanStack(text: string): string {
  return text.replace(foreignFrame, '$1').replace(position, `${programFile}:$1`)
}
