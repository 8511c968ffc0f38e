import {
  addFault,
  clearFaults,
  listRequests,
  listWebhooks,
  moveClock,
  reset,
  retrieveStatus,
} from '../../control/endpoints.ts'
import { z } from '../sdk.ts'
import { tool } from '../tool.ts'

/** Declares how many entries of a log to return. */
const limit = z.int().min(1).max(1000).default(20).describe('Maximum number of entries: the latest')

type Entries = readonly Readonly<Record<string, unknown>>[]

/** Returns the latest entries that contain a text in their JSON. */
function latest(
  entries: Entries,
  { limit, contains = '' }: { limit: number; contains?: string | undefined },
) {
  return entries.filter((entry) => JSON.stringify(entry).includes(contains)).slice(-limit)
}

/** The tools for the emulator itself: its state, clock, faults and logs. */
export const statusTools = [
  tool({
    name: 'get_status',
    description:
      "Returns the emulator's addresses, its time, whether its clock is running or manual, its account SID and the public key of its webhooks. Point the app under test to api_base_url, with any API key.",
    input: {},
    isReadOnly: true,
    run: async ({ control, url }) => {
      const { version, now, clock, account_sid, webhook_public_key } = await retrieveStatus(control)
      const addresses = { api_base_url: `${url}/v2`, inspector_url: `${url}/`, phone_url: `${url}/phone` }
      return { ...addresses, version, now, clock, account_sid, webhook_public_key }
    },
  }),
  tool({
    name: 'reset',
    description: 'Deletes all data, logs and faults, and loads the initial data.',
    input: {
      seed: z.enum(['demo', 'empty']).optional().describe('Initial data. Default: as at the start'),
    },
    run: ({ control }, input) => reset(control, input),
  }),
  tool({
    name: 'advance_clock',
    description:
      'Moves the clock forward and does everything that is due: tokens expire, prompts end, timeouts run, recordings complete, webhooks are delivered. Returns the new time. The way to let time pass in a call.',
    input: { seconds: z.number().min(0).max(31_536_000).describe('How far to move it') },
    run: ({ control }, { seconds }) => moveClock(control, { advance_secs: seconds }),
  }),
  tool({
    name: 'inject_fault',
    description:
      'Makes the next matching requests to the API fail or delay, to test how the app handles it. Returns all faults that are not used up.',
    input: {
      method: z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']).optional().describe('Default: any'),
      path: z
        .string()
        .startsWith('/')
        .optional()
        .describe('Endpoint (/rooms/{room_id}) or prefix of a path (/room_sessions). Default: any'),
      times: z.int().min(1).optional().describe('Number of requests. Default: 1'),
      when: z
        .enum(['before', 'after'])
        .optional()
        .describe('before: the API does not act. after: it acts, but the response fails. Default: before'),
      status: z.int().min(200).max(599).optional().describe('Status of the response, such as 503'),
      delay_ms: z.int().min(0).max(600_000).optional().describe('Delay in milliseconds of real time'),
      drop: z.boolean().optional().describe('Closes the connection without a response'),
      stall: z.boolean().optional().describe('Sends the beginning of a response, then nothing'),
    },
    run: ({ control }, input) => addFault(control, input),
  }),
  tool({
    name: 'clear_faults',
    description: 'Removes all faults.',
    input: {},
    run: async ({ control }) => {
      await clearFaults(control)
      return { cleared: true }
    },
  }),
  tool({
    name: 'list_requests',
    description:
      'Returns the latest requests that the app made to the API, oldest first. Secrets are masked.',
    input: {
      limit,
      contains: z.string().optional().describe('Only entries that contain this text in their JSON'),
    },
    isReadOnly: true,
    run: async ({ control }, input) => latest(await listRequests(control), input),
  }),
  tool({
    name: 'list_webhooks',
    description:
      'Returns the latest webhooks and callbacks that were sent to the app, oldest first, with the status of its response or the error.',
    input: {
      limit,
      contains: z.string().optional().describe('Only entries that contain this text in their JSON'),
    },
    isReadOnly: true,
    run: async ({ control }, input) => latest(await listWebhooks(control), input),
  }),
]
