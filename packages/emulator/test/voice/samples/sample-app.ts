import { parseDocument } from '@greenroom/core/texml/language'
import { lintTexml } from '@greenroom/core/texml/lint'
import { expect } from 'vitest'
import type { PhoneCall } from '../../../src/voice/phone.ts'
import { createVoiceApp } from '../../voice-app.ts'

/** Fields of a request, with a default of an empty text. */
type Fields = (name: string) => string

/** What a sample serves: a document or another response, or what makes it from the fields of the request. */
export type Documents = Readonly<Record<string, string | ((fields: Fields) => string | Response)>>

const origin = 'http://127.0.0.1:9'

/**
 * Creates an app that serves documents by their path, and an emulator with a manual clock that calls it.
 * Each document must pass the parser and the linter. Paths that begin with `/events` take reports, and
 * there is nothing at other paths.
 */
export function createSampleApp(documents: Documents) {
  for (const document of Object.values(documents)) if (typeof document === 'string') requireCorrect(document)
  const voice = createVoiceApp((fields, path, request) => {
    // Instruction requests by GET and values of the app itself stand in the query.
    const { searchParams } = new URL(request.url)
    const document = documents[path]
    if (typeof document === 'string') return document
    const made = document?.((name) => fields.get(name) ?? searchParams.get(name) ?? '')
    if (typeof made === 'string') return requireCorrect(made)
    return made ?? new Response(null, { status: path.startsWith('/events') ? 204 : 404 })
  })
  const send = async (path: string, body: Readonly<Record<string, string>>) => {
    const response = await voice.emulator.fetch(
      new Request(`http://127.0.0.1/v2/texml/${path}`, {
        method: 'POST',
        headers: { authorization: 'Bearer KEY_sample' },
        body: new URLSearchParams(body),
      }),
    )
    expect(response.status).toBeLessThan(300)
  }
  const caller = voice.phone.number
  return {
    ...voice,
    /** Places a call from the API to the phone, and lets it ring. */
    async place(fields: Readonly<Record<string, string>> = { Url: `${origin}/voice` }) {
      await send('Accounts/acc-1/Calls', {
        ApplicationSid: 'app-1',
        From: '+13125550002',
        To: caller,
        ...fields,
      })
      await voice.emulator.clock.advance(2)
      return voice.phone.incoming()
    },
    /** Calls the app from another number. */
    callFrom: (number: string, url = `${origin}/voice`) =>
      voice.emulator.phone(number).call('+13125550002', { url }),
    /** Returns the call that rings at a number. */
    ringing: (number: string) => voice.emulator.phone(number).incoming(),
    /** Returns whether a call rings at a number. */
    isCalled: (number: string) =>
      voice.emulator.calls().some(({ to, status }) => to === number && status === 'initiated'),
  }
}

/** Returns what a caller heard: texts, and addresses of sounds. */
export function heardBy(call: PhoneCall): string[] {
  return call.state().heard.map(({ text, url }) => text ?? url ?? '')
}

function requireCorrect(xml: string): string {
  expect(parseDocument(xml)).toMatchObject({ root: { name: 'Response' } })
  expect(lintTexml(xml).problems).toEqual([])
  return xml
}
