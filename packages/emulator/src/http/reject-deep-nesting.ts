import { refusals } from './refusal.ts'

/**
 * Rejects a value that is nested too deeply. It would exhaust the stack of code that reads it recursively.
 *
 * @param depth - number of levels that are accepted. Default: 64.
 * @throws {Refusal} 400
 */
export function rejectDeepNesting(value: unknown, depth = 64): void {
  if (typeof value !== 'object' || value === null) return
  if (depth === 0) throw refusals.badRequest('The request is nested too deeply')
  for (const item of Object.values(value)) rejectDeepNesting(item, depth - 1)
}
