import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createModules } from '../program/modules.ts'
import { createProgramConsole } from '../program/program-console.ts'
import { runProgram } from '../program/run-program.ts'
import { type ExampleId, examples } from './examples.ts'

const folder = new URL('programs/', import.meta.url)

/** The output of each example. */
const outputs: Readonly<Record<ExampleId, readonly string[]>> = {
  client: ['Created standup for 4', "Rooms: [ 'standup' ]", 'Unknown room: 404 Resource not found'],
  rooms: [
    `In the session: [ '{"name":"Grace"}', '{"name":"Ada"}' ]`,
    [
      '[',
      "  { type: 'audio', status: 'completed', duration_secs: 90 },",
      "  { type: 'video', status: 'completed', duration_secs: 90 },",
      "  { type: 'audio', status: 'completed', duration_secs: 90 },",
      "  { type: 'video', status: 'completed', duration_secs: 90 }",
      ']',
    ].join('\n'),
    'Composition: enqueued',
    'Composition: completed',
  ],
  tokens: [
    'Token: minted',
    'Joined the room',
    'Rejected with status 401',
    'Token: lost',
    'Token: refreshed',
    'Joined with a new token',
    'Token: lost',
  ],
  gateway: [
    'ada joined standup',
    'ada may not join board: 403 denied',
    'mallory may not join standup: 403 denied',
  ],
  'live-updates': [
    'greenroom.room.created',
    'video.room.session.started',
    'video.room.participant.joined',
    'video.room.participant.left',
    'video.room.session.ended',
  ],
  texml: [
    '<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="/menu" numDigits="1">' +
      '<Say>Press 1 to join the standup.</Say></Gather>' +
      '<Say voice="Polly.Joanna">No key? Goodbye &amp; thank you.</Say><Hangup/></Response>',
    'error at 2:3: <Gather> has no attribute numdigits. Did you mean numDigits?',
    'error at 5:3: <Hangupp> is not an element of TeXML. Did you mean <Hangup>?',
  ],
  'voice-menu': [
    'Heard: Press 1 for the morning, or 2 for the evening.',
    'Heard: We close at five.',
    'The call is completed',
  ],
  webhooks: [
    'video.room.session.started',
    'video.room.participant.joined',
    'Rejected: missing_header',
    'The forged webhook got 400',
  ],
  faults: [
    'A list is retried after two failures:',
    '  retries the call',
    '  retries the call',
    '  rooms: 0',
    'A connection that is lost after the API acted leaves the outcome open:',
    '  outcome: unknown',
    '  but the room exists: true',
    'A rejected input is never retried:',
    '  outcome: rejected 422',
  ],
}

afterEach(() => vi.unstubAllGlobals())

describe('the examples', () => {
  it('are the programs of the folder', () => {
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''))
    expect(files.sort()).toEqual(examples.map(({ id }) => id).sort())
  })

  it.each(examples.map(({ id }) => id))('print what they say: %s', async (id) => {
    const printed: string[] = []
    vi.stubGlobal(
      'console',
      createProgramConsole((_, text) => printed.push(text)),
    )
    const code = readFileSync(new URL(`${id}.ts`, folder), 'utf8')
    await runProgram(
      code,
      createModules(() => undefined),
    )
    vi.unstubAllGlobals()
    expect(printed).toEqual(outputs[id])
  })
})
