import { type Client, createClient, isGreenroomError } from '@greenroom/core'
import type { Target } from '../api/target.ts'
import { fail } from '../command-error.ts'
import { retrieveStatus, type Status } from './endpoints.ts'

/** A move of the clock waits for the webhooks of the user's server, which may take long. */
const timeoutMs = 600_000

/** Creates a client of an emulator's control API. It sends no key and does not retry. */
export function createControlClient(origin: string): Client {
  return createClient({ baseUrl: origin, maxRetries: 0, timeoutMs, attemptTimeoutMs: timeoutMs })
}

/** Returns what the target's emulator is, or undefined if the target is not an emulator. */
export async function findEmulator(target: Target): Promise<Status | undefined> {
  if (target.isTelnyx) return undefined
  try {
    return await retrieveStatus(createControlClient(target.origin))
  } catch (error) {
    // Another server answers with another status, or with a page.
    if (isGreenroomError(error) && ['ApiError', 'AnswerError'].includes(error.name)) return undefined
    throw error
  }
}

/**
 * Returns a client of the target's control API.
 *
 * @param command - the command, for the message.
 * @throws {CommandError} if the target is not an emulator.
 */
export async function requireEmulator(target: Target, command: string): Promise<Client> {
  if (!(await findEmulator(target))) {
    fail(
      `greenroom ${command} needs an emulator, which ${target.baseUrl} is not. Start one with greenroom dev`,
    )
  }
  return createControlClient(target.origin)
}
