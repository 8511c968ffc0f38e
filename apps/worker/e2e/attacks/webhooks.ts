import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { expect } from 'vitest'
import type { AttackRequest, AttackSetup } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const target = '/telnyx/webhooks'
const event = (id: string) =>
  JSON.stringify({
    data: { id, event_type: 'video.room.session.started', payload: { room_id: 'r1', session_id: 's1' } },
  })

/** A webhook as the API signs it, which an attacker then changes; it comes from no browser. */
async function signed(
  setup: AttackSetup,
  id: string,
  ageSecs = 0,
  key: CryptoKey = setup.webhookKeys.privateKey,
): Promise<AttackRequest> {
  const timestampSecs = Math.floor(Date.now() / 1000) - ageSecs
  const request = await signWebhook(`http://localhost${target}`, event(id), {
    privateKey: key,
    timestampSecs,
  })
  const headers = {
    ...Object.fromEntries(request.headers),
    origin: null,
    'sec-fetch-site': null,
    'content-length': null,
  }
  return { target, headers, body: await request.text() }
}

function webhook(
  tries: string,
  code: string,
  change: (ask: AttackRequest, setup: AttackSetup) => AttackRequest | Promise<AttackRequest>,
  more: Partial<Attack> = {},
): Attack {
  return {
    tries,
    ask: async (setup) => change(await signed(setup, tries), setup),
    status: code === 'wrong_signature' ? 401 : 400,
    code,
    strict: true,
    // Nothing was ever handled but what the last row says.
    check: ({ headers }) => expect(headers.get('x-handled')).toBe('0'),
    ...more,
  }
}

const withHeader = (name: string, value: string | null) => (ask: AttackRequest) => ({
  ...ask,
  headers: { ...ask.headers, [name]: value },
})

/** Events that the API did not send, or not now. */
export const webhooks: readonly Attack[] = [
  webhook('an event with no signature', 'missing_header', withHeader('telnyx-signature-ed25519', null)),
  webhook('an event with no time', 'missing_header', withHeader('telnyx-timestamp', null)),
  webhook('a signature that is no base64', 'malformed_header', withHeader('telnyx-signature-ed25519', '%%%')),
  webhook('a signature of no bytes', 'malformed_header', withHeader('telnyx-signature-ed25519', '')),
  webhook(
    'a signature of zeros',
    'wrong_signature',
    withHeader('telnyx-signature-ed25519', Buffer.alloc(64).toString('base64')),
  ),
  webhook('a time that is no number', 'malformed_header', withHeader('telnyx-timestamp', 'now')),
  webhook(
    'the signature of another time',
    'wrong_signature',
    withHeader('telnyx-timestamp', String(Math.floor(Date.now() / 1000) + 60)),
  ),
  webhook('another event under a good signature', 'wrong_signature', (ask) => ({
    ...ask,
    body: event('another'),
  })),
  webhook('one byte more under a good signature', 'wrong_signature', (ask) => ({
    ...ask,
    body: `${ask.body} `,
  })),
  webhook('the signature of another key', 'wrong_signature', async (_, setup) =>
    signed(setup, 'e1', 0, (await createWebhookKeys()).privateKey),
  ),
  webhook('an event of ten minutes ago', 'expired', (_, setup) => signed(setup, 'e1', 600)),
  webhook('an event of ten minutes ahead', 'from_the_future', (_, setup) => signed(setup, 'e1', -600)),
  webhook('no body under a good signature', 'wrong_signature', (ask) => ({ ...ask, body: '' })),
  webhook('a body of two megabytes', 'too_large', (ask) => ({ ...ask, body: 'x'.repeat(2 << 20) }), {
    status: 413,
  }),
  webhook(
    'an event by GET',
    'not_found',
    ({ headers }) => ({ target, headers: { ...headers, 'x-user': 'ann' } as never }),
    { status: 404 },
  ),
  webhook(
    'an event at another spelling of the path',
    'not_found',
    (ask) => ({ ...ask, target: `${target}/` }),
    { status: 404 },
  ),
  webhook(
    'an event that came before: it is thanked for, and not handled',
    '',
    async (ask, setup) => {
      await setup.sendStrict(ask)
      return ask
    },
    {
      status: 204,
      check: ({ headers }) => expect(headers.get('x-handled')).toBe('1'),
    },
  ),
]
