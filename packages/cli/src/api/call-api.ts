import { type Client, createClient } from '@greenroom/core'
import { type OutputOptions, printNote } from '../output/print.ts'
import { withSpinner } from '../output/spinner.ts'
import { explainError } from './explain-error.ts'
import { readTarget, type Target, type TargetOptions } from './target.ts'

/** Options of every command that calls the API. */
export type ApiOptions = TargetOptions & OutputOptions

/** What a command calls the API with. */
export interface Api {
  readonly client: Client
  readonly target: Target
}

/**
 * Calls the API: shows a spinner meanwhile, and explains failures in one line.
 *
 * @param activity - text of the spinner, such as `Creating the room`.
 */
export async function callApi<T>(
  activity: string,
  options: ApiOptions,
  work: (api: Api) => Promise<T>,
): Promise<T> {
  const target = readTarget(options, process.env)
  // On a terminal, a person may have forgotten that the variable is set.
  if (target.isTelnyx && process.stderr.isTTY) printNote(`Using ${target.baseUrl}`, options)
  try {
    const { baseUrl, apiKey } = target
    const client = createClient({ baseUrl, apiKey, maxRetries: target.isLocal ? 0 : 2 })
    return await withSpinner(activity, options, () => work({ client, target }))
  } catch (error) {
    throw explainError(error, target)
  }
}
