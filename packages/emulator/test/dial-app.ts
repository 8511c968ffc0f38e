import { number } from '@greenroom/core/texml/document'
import { expect } from 'vitest'
import { createEmulator } from '../src/emulator.ts'

/** The number that calls the app. */
export const caller = '+13125550001'
/** The number that apps call. */
export const callee = '+13125550003'
/** Another number that apps call. */
export const other = '+13125550004'

/** Documents by path. Other paths get an empty document. */
type App = Readonly<Record<string, { toString(): string }>>

/** Calls an app at 127.0.0.1 that has documents by path; `/voice` is the first one. */
export async function callApp(app: App) {
  const requests: { path: string; fields: Record<string, string> }[] = []
  const emulator = createEmulator({
    clock: 'manual',
    async fetch(input) {
      const request = input as Request
      const path = new URL(request.url).pathname
      requests.push({ path, fields: Object.fromEntries(new URLSearchParams(await request.text())) })
      return new Response(app[path]?.toString() ?? '<Response/>')
    },
  })
  const call = await emulator.phone(caller).call('+13125550002', { url: 'http://127.0.0.1:9/voice' })
  return {
    emulator,
    call,
    requests,
    /** Returns the paths of the requests after the first one. */
    paths: () => requests.slice(1).map(({ path }) => path),
    fieldsOf: (path: string) =>
      requests.filter((request) => request.path === path).map(({ fields }) => fields),
    leg: (to = callee) => emulator.phone(to).incoming(),
    shown: (to = callee) => emulator.calls().find((shown) => shown.to === to),
    /** Moves the clock and waits for the requests. */
    wait: (secs: number) => call.wait(secs),
    /** Plays an action of the remote party of a leg. */
    play: async (action: string, to = callee, body?: object) => {
      const sid = emulator.calls().find((shown) => shown.to === to)?.sid
      const played = await emulator.fetch(
        new Request(`http://127.0.0.1/_emulator/calls/${sid}/${action}`, {
          method: 'POST',
          ...(body && { body: JSON.stringify(body) }),
        }),
      )
      await call.wait(0)
      return played.status
    },
  }
}

/** The status callbacks of a call that is answered, in order. */
const events = ['initiated', 'ringing', 'answered', 'completed'] as const
/** Returns a number that reports each of them. */
export const watched = (to = callee, path = '/b') =>
  number({ statusCallback: path, statusCallbackEvent: [...events] }, to)

/** Returns the status and the sequence number of each status callback. */
export const progress = (fields: Record<string, string>[]) =>
  fields.map(({ CallStatus, SequenceNumber }) => [CallStatus, SequenceNumber])

/** Gives a call another document through the API. */
export async function updateCall(emulator: ReturnType<typeof createEmulator>, sid: string, Texml: object) {
  const updated = await emulator.fetch(
    new Request(`http://127.0.0.1/v2/texml/Accounts/any/Calls/${sid}`, {
      method: 'POST',
      headers: { authorization: `Bearer KEY_any`, 'content-type': 'application/json' },
      body: JSON.stringify({ Texml: String(Texml) }),
    }),
  )
  expect(updated.status).toBe(200)
}
