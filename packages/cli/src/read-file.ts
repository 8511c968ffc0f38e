import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fail } from './command-error.ts'

/**
 * Reads a text file, or the standard input for `-`.
 *
 * @throws {CommandError} if it cannot be read.
 */
export async function readTextFile(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return fail(code === 'ENOENT' ? `${path} does not exist` : `${path} cannot be read: ${message}`)
  }
}

/**
 * Parses JSON.
 *
 * @param source - what contains it, for the message, which does not quote the text: it may be secret.
 * @throws {CommandError} if it is not a JSON object.
 */
export function parseObject(text: string, source: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return fail(`${source} is not valid JSON`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(`${source} must be a JSON object`)
  return value as Readonly<Record<string, unknown>>
}
