// A voice menu, and a telephone that calls it. Open the phone afterwards to call it yourself.

import { createTexml } from '@greenroom/core/texml'
import { gather, hangup, redirect, response, say } from '@greenroom/core/texml/document'
import { readInstructionRequest, texmlResponse } from '@greenroom/core/webhooks'
import { createEmulator } from '@greenroom/emulator'

const openings = new Map([
  ['1', 'We open at nine.'],
  ['2', 'We close at five.'],
])

async function menu(request: Request): Promise<Response> {
  const { kind, fields } = await readInstructionRequest(request, { publicKeys })
  const answer = kind === 'gather' ? openings.get(fields.Digits ?? '') : undefined
  if (answer) return texmlResponse(response(say(answer), hangup()))
  const prompt = say('Press 1 for the morning, or 2 for the evening.')
  return texmlResponse(
    response(gather({ action: '/voice', numDigits: 1, timeout: 8 }, prompt), redirect('/voice')),
  )
}

// The emulator requests documents from the menu, as Telnyx would from your server.
const emulator = createEmulator({
  clock: 'manual',
  fetch: async (input, init) => menu(new Request(input, init)),
})
const publicKeys = await emulator.webhooks.publicKey()
const texml = createTexml({ apiKey: 'KEY_any', fetch: emulator.fetch }, { accountSid: 'any' })
await texml.applications.create({ friendly_name: 'Opening hours', voice_url: 'http://localhost/voice' })

const phone = emulator.phone('+13125550001')
const call = await phone.call('+13125550002')
console.log('Heard:', (await call.heard(/press 1/i)).text)
await call.press('2')
console.log('Heard:', (await call.heard('We close')).text)
console.log('The call is', await call.ended())
