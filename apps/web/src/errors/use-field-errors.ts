import { useMemo } from 'react'
import { describeFieldErrors } from './error-message.ts'

/**
 * Lays a refusal beside the fields that it is about, for a form's `validationErrors`. They are the same object
 * for as long as the error is the same: to the form another object is another refusal, and it would say again
 * what the person has mended already.
 *
 * @param fields The form's fields; the same array at each call.
 */
export function useFieldErrors(
  error: unknown,
  fields: readonly [string, ...string[]],
): Record<string, string> {
  return useMemo(() => describeFieldErrors(error, fields), [error, fields])
}
