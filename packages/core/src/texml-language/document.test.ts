import { describe, expect, it } from 'vitest'
import {
  conference,
  connect,
  dial,
  gather,
  hangup,
  InputError,
  play,
  response,
  say,
  ssml,
  stream,
} from './document.ts'
import { lintTexml } from './lint/index.ts'
import { parseDocument } from './parse-document.ts'

describe('response', () => {
  it('writes verbs with attributes, texts and nested elements', () => {
    const document = response(
      gather({ action: '/menu', numDigits: 1, input: ['dtmf', 'speech'] }, say('Press 1.')),
      say({ voice: 'Polly.Joanna' }, 'Goodbye', ssml('break', { time: '1s' })),
      hangup(),
    )
    expect(String(document)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Gather action="/menu" numDigits="1" input="dtmf speech"><Say>Press 1.</Say></Gather>' +
        '<Say voice="Polly.Joanna">Goodbye<break time="1s"/></Say><Hangup/></Response>',
    )
  })

  it('takes one value or a text for a list, and numbers and booleans where the document has a text', () => {
    const document = response(
      gather({ input: 'speech', speechTimeout: 3, hints: 'room, call' }),
      // @ts-expect-error A list in one text has no type, but is read as in a document.
      gather({ input: 'dtmf speech' }),
      dial(conference({ beep: false }, 'standup')),
    )
    expect(String(document)).toContain(
      '<Gather input="speech" speechTimeout="3" hints="room,call"/><Gather input="dtmf speech"/>' +
        '<Dial><Conference beep="false">standup</Conference></Dial>',
    )
  })

  it('escapes texts and attributes', () => {
    const { root } = parseDocument(String(response(gather({ action: '/a?b=1&c="\n' }), say('1 < 2 & 3\r'))))
    expect(root?.children).toMatchObject([
      { attributes: { action: '/a?b=1&c="\n' } },
      { children: [{ value: '1 < 2 & 3\r' }] },
    ])
  })
})

describe('a verb', () => {
  it('rejects unknown and invalid attributes and elements that may not be in it', () => {
    // @ts-expect-error Neither the attribute nor the element exists there.
    expect(() => gather({ numDigits: 0, foo: 1 }, hangup())).toThrow(
      new InputError(
        '<Gather>',
        [
          { pointer: '/numDigits', expected: 'an integer from 1 to 128', received: '0' },
          { pointer: '/foo', expected: 'no such field', received: '"foo"' },
          { pointer: '/children/0', expected: '<Say>, <Play>', received: '<Hangup>' },
        ],
        'is not valid',
      ),
    )
  })

  it.each([
    ...['wss://example.com/audio', 'ws://127.0.0.1:8080/audio?x=1', 'ws://localhost', 'ws://[::1]:9/'],
  ])('takes the WebSocket address %s', (url) => {
    const xml = String(response(connect(stream({ url }))))
    expect(lintTexml(xml).problems).toEqual([])
  })

  it.each([
    ...[
      'ws://example.com/audio',
      'ws://127.0.0.1.example.com/',
      'ws://localhost@example.com/',
      'http://localhost/',
    ],
  ])('rejects the WebSocket address %s, as the linter does', (url) => {
    expect(() => stream({ url })).toThrow(/begins with wss/)
    const { problems } = lintTexml(`<Response><Connect><Stream url="${url}"/></Connect></Response>`)
    expect(problems).toMatchObject([{ code: 'invalid-value', severity: 'error' }])
  })

  it('rejects characters that XML cannot carry', () => {
    expect(() => say('\u0000')).toThrow(InputError)
    expect(() => say({ voice: '\uD800' }, 'Hello')).toThrow(InputError)
  })

  it('rejects a combination that its rules exclude', () => {
    expect(() => play({ ringTone: 'de' }, 'https://example.com/hold.mp3')).toThrow(/either a URL/)
  })
})
