import {
  gather,
  hangup,
  play,
  redirect,
  response,
  say,
  type TexmlDocument,
} from '@greenroom/core/texml/document'
import { describe, expect, it } from 'vitest'
import { createVoiceApp } from '../../test/voice-app.ts'
import type { PhoneCall } from './phone.ts'

/** What a caller does after a prompt, which requests the app gets then, and what the caller heard. */
interface Situation {
  readonly title: string
  readonly voice: TexmlDocument
  /** What the caller does once the first prompt has begun. */
  readonly caller: (call: PhoneCall) => Promise<unknown>
  /** Requests after the first one: the path, and the fields of the verb. */
  readonly requests: readonly (readonly [path: string, fields?: Readonly<Record<string, string>>])[]
  readonly heard: readonly string[]
  /** Seconds from the first prompt to the end. */
  readonly secs: number
}

const prompt = say('Please enter.')
const late = say('Late.')
/** Both prompts take the least time. */
const promptSecs = 1

const situations: readonly Situation[] = [
  {
    title: 'one key of one: its action takes over, and the rest never runs',
    voice: response(gather({ action: '/g', numDigits: 1 }, prompt), late),
    caller: (call) => call.press('1'),
    requests: [['/g', { Digits: '1' }]],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'no key: the next verb runs after the timeout, without a request',
    voice: response(gather({ action: '/g', timeout: 5 }, prompt), late),
    caller: (call) => call.ended(),
    requests: [],
    heard: ['Please enter.', 'Late.'],
    secs: promptSecs + 5 + promptSecs,
  },
  {
    title: 'two keys of four: they are sent after the timeout',
    voice: response(gather({ action: '/g', numDigits: 4, timeout: 5 }, prompt), late),
    caller: (call) => call.press('12'),
    requests: [['/g', { Digits: '12' }]],
    heard: ['Please enter.', 'Done.'],
    secs: 5 + promptSecs,
  },
  {
    title: 'the timeout counts from the last key',
    voice: response(gather({ action: '/g', numDigits: 4, timeout: 5 }, prompt), late),
    async caller(call) {
      await call.press('1')
      await call.wait(4)
      await call.press('2')
    },
    requests: [['/g', { Digits: '12' }]],
    heard: ['Please enter.', 'Done.'],
    secs: 9 + promptSecs,
  },
  {
    title: 'keys and the finish key: they are sent at once, without it',
    voice: response(gather({ action: '/g' }, prompt), late),
    caller: (call) => call.press('12#'),
    requests: [['/g', { Digits: '12' }]],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'the finish key alone: the action gets no keys',
    voice: response(gather({ action: '/g' }, prompt), late),
    caller: (call) => call.press('#'),
    requests: [['/g', { Digits: '' }]],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'no finish key: it counts as a key',
    voice: response(gather({ action: '/g', finishOnKey: '', numDigits: 2 }, prompt), late),
    caller: (call) => call.press('#*'),
    requests: [['/g', { Digits: '#*' }]],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'a key during the second of three prompts: it stops them all and counts',
    voice: response(
      gather({ action: '/g', numDigits: 2 }, prompt, play('https://a.test/b.mp3'), say('Third.')),
    ),
    async caller(call) {
      await call.wait(3)
      await call.press('4')
      await call.press('2')
    },
    requests: [['/g', { Digits: '42' }]],
    heard: ['Please enter.', 'https://a.test/b.mp3', 'Done.'],
    secs: 3 + promptSecs,
  },
  {
    title: 'a key during a prompt outside of a gather: it is not collected',
    voice: response(prompt, gather({ action: '/g', numDigits: 1, timeout: 2 }), late),
    caller: (call) => call.press('1'),
    requests: [],
    heard: ['Please enter.', 'Late.'],
    secs: promptSecs + 2 + promptSecs,
  },
  {
    title: 'a key that is not allowed: the other action gets it, and takes over',
    voice: response(
      gather({ action: '/g', validDigits: '12', invalidDigitsAction: '/i', numDigits: 2 }, prompt),
      late,
    ),
    caller: (call) => call.press('19'),
    requests: [['/i', { Digits: '19' }]],
    heard: ['Please enter.', 'Wrong.'],
    secs: promptSecs,
  },
  {
    title: 'a key that is not allowed, without another action: it is left out',
    voice: response(gather({ action: '/g', validDigits: '12', numDigits: 2 }, prompt), late),
    caller: (call) => call.press('192'),
    requests: [['/g', { Digits: '12' }]],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'too few keys: the next verb runs',
    voice: response(gather({ action: '/g', minDigits: 3, timeout: 2 }, prompt), late),
    caller: (call) => call.press('12'),
    requests: [],
    heard: ['Please enter.', 'Late.'],
    secs: 2 + promptSecs,
  },
  {
    title: 'words: a part of them is reported, then all of them with the confidence',
    voice: response(
      gather({ action: '/g', input: ['speech'], partialResultCallback: '/partial' }, prompt),
      late,
    ),
    caller: (call) => call.say('sales'),
    requests: [
      ['/partial', { UnstableSpeechResult: 'sales', SequenceNumber: '0' }],
      ['/g', { SpeechResult: 'sales', Confidence: '0.95' }],
    ],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'words and keys where only keys are collected: the words are ignored',
    voice: response(gather({ action: '/g', numDigits: 1 }, prompt), late),
    async caller(call) {
      await call.say('sales')
      await call.press('3')
    },
    requests: [['/g', { Digits: '3' }]],
    heard: ['Please enter.', 'Done.'],
    secs: promptSecs,
  },
  {
    title: 'no action: the next verb runs after the key',
    voice: response(gather({ numDigits: 1 }, prompt), late),
    caller: (call) => call.press('1'),
    requests: [],
    heard: ['Please enter.', 'Late.'],
    secs: promptSecs,
  },
  {
    title: 'a hang-up during the prompt: nothing is requested',
    voice: response(gather({ action: '/g' }, prompt), late),
    caller: (call) => call.hangUp(),
    requests: [],
    heard: ['Please enter.'],
    secs: 0,
  },
]

const fieldNames = ['Digits', 'SpeechResult', 'Confidence', 'UnstableSpeechResult', 'SequenceNumber']

describe('a gather with', () => {
  it.each(situations)('$title', async ({ voice, caller, requests, heard, secs }) => {
    const app = createVoiceApp((_, path) => {
      if (path === '/voice') return String(voice)
      return String(path === '/i' ? response(say('Wrong.')) : response(say('Done.'), hangup()))
    })
    const call = await app.call()
    await call.heard('Please enter.')
    const startedMs = app.emulator.clock.now()
    await caller(call)
    await call.ended()
    const received = app.requests
      .slice(1)
      .map(({ path, fields }) => [
        path,
        Object.fromEntries(Object.entries(fields).filter(([name]) => fieldNames.includes(name))),
      ])
    expect(received).toEqual(requests)
    for (const { fields } of app.requests) {
      expect(fields).toMatchObject({ CallSid: call.sid, From: '+13125550001', To: '+13125550002' })
    }
    expect(call.state().heard.map(({ text, url }) => text ?? url)).toEqual(heard)
    expect((app.emulator.clock.now() - startedMs) / 1000).toBeCloseTo(secs, 1)
    expect(call.state().status).toBe('completed')
  })
})

describe('a redirect', () => {
  it.each([
    ['to itself', redirect('/voice'), 101],
    ['between two documents', redirect('/other'), 101],
  ])('%s ends the call after a hundred rounds', async (_, verb, count) => {
    const app = createVoiceApp((__, path) =>
      String(path === '/other' ? response(redirect('/voice')) : response(verb)),
    )
    const call = await app.call()
    expect(call.state()).toMatchObject({ status: 'failed', error: { code: 'too-many-verbs' } })
    expect(app.requests).toHaveLength(count)
  })
})
