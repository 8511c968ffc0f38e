import { useMemo } from 'react'
import { describeFieldErrors } from './error-message.ts'

/**
 * Returns the errors of a form's fields, for its `validationErrors`. The result is the same object while the
 * error is the same, because the form shows the errors of a new object again, even if the user has fixed
 * them.
 *
 * @param fields The form's fields. Pass the same array on each render.
 */
export function useFieldErrors(
  error: unknown,
  fields: readonly [string, ...string[]],
): Record<string, string> {
  return useMemo(() => describeFieldErrors(error, fields), [error, fields])
}
