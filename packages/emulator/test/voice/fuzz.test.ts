import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { createEmulator } from '../../src/emulator.ts'
import { Refusal } from '../../src/http/refusal.ts'
import type { PhoneCall } from '../../src/voice/phone.ts'
import { createChooser, mutate } from './mutations.ts'

/** Number of mutated documents of each test. */
const count = 5000
/** Number of calls at the same time. */
const batchSize = 250
/** Longer than any call lasts. */
const afterAllSecs = 5 * 3600
const origin = 'http://127.0.0.1:9'

/** Valid documents, each a beginning of mutations. */
const documents = [
  '<Response><Say voice="alice" language="en-US">Hello {{From}}.</Say><Pause length="2"/><Hangup/></Response>',
  '<Response><Gather action="/next?step=1" numDigits="1" timeout="3"><Say>Press 1.</Say></Gather><Say>Bye.</Say></Response>',
  '<Response><Gather input="dtmf speech" finishOnKey="#" validDigits="12" invalidDigitsAction="/next"><Play>/sound.wav</Play><Pause/></Gather></Response>',
  '<Response><Play loop="2" failoverUrl="/missing.wav" continueOnError="true">/sound.wav</Play><Redirect method="GET">/next</Redirect></Response>',
  '<Response><Play digits="12w3"/><Play ringTone="us"/><Reject reason="busy"/></Response>',
  '<Response><Dial action="/next" timeout="10"><Number>+13125550003</Number><Sip>sip:a@127.0.0.1</Sip></Dial></Response>',
  '<Response><Dial><Conference startConferenceOnEnter="true" endConferenceOnExit="true">standup</Conference></Dial></Response>',
  '<Response><Enqueue waitUrl="/next" action="/next" maxWaitTimeSecs="60">support</Enqueue><Leave/></Response>',
  '<Response><Record action="/next" maxLength="10" playBeep="true" finishOnKey="#"/><Say>Thanks.</Say></Response>',
  '<?xml version="1.0" encoding="UTF-8"?><!-- menu --><Response><Say><![CDATA[a < b]]></Say><Start><Recording/></Start><Stop><Recording/></Stop></Response>',
  '<Response><Say>Un <prosody rate="slow">mot</prosody> &amp; un autre</Say><Refer action="/next"><Sip>sip:b@127.0.0.1</Sip></Refer></Response>',
  '<Response><HttpRequest action="/next"><Request url="/next" method="POST" async="false"/></HttpRequest><Connect><ConversationRelay url="wss://127.0.0.1:9/x"/></Connect></Response>',
] as const

describe('a broken document', () => {
  let errors: MockInstance<typeof console.error>
  // The scheduler and the outbox report unexpected errors there.
  beforeEach(() => {
    errors = vi.spyOn(console, 'error')
  })
  afterEach(() => errors.mockRestore())

  it.each([
    ['given as text', 1, (xml: string) => ({ texml: xml })],
    ['of an app', 2, (_: string, index: number) => ({ url: `${origin}/call-${index}` })],
  ] as const)(
    '%s is played to its end, or fails the call with its reason',
    async (_, seed, target) => {
      const choose = createChooser(seed)
      const mutated = Array.from({ length: count }, () => mutate(choose.of(documents), choose))
      for (let from = 0; from < count; from += batchSize) {
        const requests = new Set<string>()
        const emulator = createEmulator({
          clock: 'manual',
          async fetch(input) {
            const { origin, pathname } = new URL((input as Request).url)
            requests.add(origin)
            const index = Number(/^\/call-(\d+)$/.exec(pathname)?.[1] ?? choose.below(count))
            return new Response(pathname === '/missing.wav' ? null : mutated[index], {
              status: pathname === '/missing.wav' ? 404 : 200,
            })
          },
        })
        const phone = emulator.phone('+13125550001')
        const xmlOf = new Map<string, string>()
        let newest: PhoneCall | undefined
        for (let index = from; index < from + batchSize; index += 1) {
          const xml = mutated[index] as string
          newest = await phone.call('+13125550002', target(xml, index))
          const { sid } = newest
          xmlOf.set(sid, xml)
          const keys = choose.of(['1', '12#', '#', '9w*', ''])
          if (keys !== '') ignoreRefusal(() => emulator.play(sid, 'digits', keys))
        }
        await newest?.wait(afterAllSecs)
        for (const { sid, status, error, timeline } of emulator.calls()) {
          const last = timeline.at(-1)?.detail
          expect([status, last], xmlOf.get(sid)).toEqual([
            expect.stringMatching(/^(completed|failed|busy|no-answer|canceled)$/),
            expect.stringMatching(/./),
          ])
          if (status === 'failed' && last !== 'rejected by its instructions')
            expect(error?.message, xmlOf.get(sid)).toMatch(/./)
        }
        expect([...requests].filter((name) => name !== origin)).toEqual([])
      }
      expect(errors).not.toHaveBeenCalled()
    },
    120_000,
  )
})

function ignoreRefusal(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    // The call is over, or not answered.
    if (!(error instanceof Refusal)) throw error
  }
}
