import { create as createApplication } from '@greenroom/core/texml/applications'
import { dial } from '@greenroom/core/texml/calls'
import { lintTexml } from '@greenroom/core/texml/lint'
import { listCalls, playCall, receiveCall, retrieveCall } from '../../control/endpoints.ts'
import { z } from '../sdk.ts'
import { tool } from '../tool.ts'

const call_sid = z.string().min(1).describe('SID of the call')
const from = z.string().min(1).default('+13125550001').describe('Calling number')
const to = z.string().min(1).describe('Number to call, such as +13125550002')
const url = z.url().optional().describe('URL of the TeXML document, which the app serves')
const texml = z.string().min(1).optional().describe('TeXML document')

/** The tools for phone calls. */
export const callTools = [
  tool({
    name: 'create_application',
    description:
      'Creates a TeXML application, which answers phone calls with the documents that the app serves. A call to a number goes to the application with this number as its name, or else to the newest one.',
    input: {
      name: z.string().min(1).describe('Friendly name, such as the number that it answers'),
      voice_url: z.url().describe('URL of the app that serves the first document'),
      status_callback: z.url().optional().describe('URL that receives the end of calls'),
    },
    run: ({ client }, { name, voice_url, status_callback }) =>
      createApplication(client, { friendly_name: name, voice_url, status_callback }),
  }),
  tool({
    name: 'call_app',
    description:
      'Phones the app as a caller: its document is fetched at once, and answers. Returns the call; heard is the transcript so far. Continue with press_keys, speak, advance_clock and get_call.',
    input: {
      to,
      from,
      application_sid: z
        .string()
        .optional()
        .describe('Application that answers. Default: see create_application'),
      url,
      texml,
    },
    run: ({ control }, input) => receiveCall(control, input),
  }),
  tool({
    name: 'place_call',
    description:
      'Places a phone call through the API, as the app does. You play the person who is called: see answer_call and reject_call. Returns the SID of the call.',
    input: {
      to,
      from,
      application_sid: z.string().default('none').describe('Application of the call'),
      url,
      texml,
    },
    run: ({ client }, { to: To, from: From, application_sid, url, texml }) => {
      const source = texml === undefined ? { Url: url } : { Texml: texml }
      return dial(client, { connection_id: application_sid, From, To, ...source })
    },
  }),
  tool({
    name: 'answer_call',
    description: 'Answers a call that the app or a <Dial> placed. Its document then runs.',
    input: {
      call_sid,
      by: z.enum(['human', 'machine', 'fax']).default('human').describe('Who answers'),
    },
    run: ({ control }, { call_sid, by }) => playCall(control, { call_sid, action: 'answer', by }),
  }),
  tool({
    name: 'reject_call',
    description: 'Does not answer a call that the app or a <Dial> placed.',
    input: {
      call_sid,
      reason: z.enum(['busy', 'no-answer']).default('busy').describe('How the call ends'),
    },
    run: ({ control }, { call_sid, reason }) => playCall(control, { call_sid, action: reason }),
  }),
  tool({
    name: 'press_keys',
    description: 'Presses keys of the telephone during a call, for a <Gather>.',
    input: {
      call_sid,
      keys: z
        .string()
        .regex(/^[0-9A-D*#w]{1,1000}$/)
        .describe('Keys: 0-9, A-D, *, #, and w for a pause of half a second'),
    },
    run: ({ control }, { call_sid, keys }) => playCall(control, { call_sid, action: 'digits', digits: keys }),
  }),
  tool({
    name: 'speak',
    description: 'Says something during a call, for a <Gather> with speech or a <Record>.',
    input: { call_sid, text: z.string().min(1).max(10_000).describe('What is said') },
    run: ({ control }, { call_sid, text }) => playCall(control, { call_sid, action: 'speech', text }),
  }),
  tool({
    name: 'hang_up',
    description: 'Ends a call, as the remote party.',
    input: { call_sid },
    run: ({ control }, { call_sid }) => playCall(control, { call_sid, action: 'hangup' }),
  }),
  tool({
    name: 'get_call',
    description:
      'Returns a call: its status, heard (the transcript of what the remote party heard), its timeline, and the error if it failed.',
    input: { call_sid },
    isReadOnly: true,
    run: ({ control }, input) => retrieveCall(control, input),
  }),
  tool({
    name: 'list_calls',
    description:
      'Returns the phone calls without their timelines, newest first. Calls of a <Dial> are among them.',
    input: { limit: z.int().min(1).max(100).default(20).describe('Maximum number of calls') },
    isReadOnly: true,
    run: async ({ control }, { limit }) =>
      (await listCalls(control)).slice(0, limit).map(({ timeline: _, ...call }) => call),
  }),
  tool({
    name: 'lint_texml',
    description: 'Checks a TeXML document. Returns its problems with their lines and columns.',
    input: { texml: z.string().describe('TeXML document') },
    isReadOnly: true,
    run: async (_, input) => lintTexml(input.texml),
  }),
]
