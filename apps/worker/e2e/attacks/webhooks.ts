import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { expect } from 'vitest'
import type { AttackRequest, AttackSetup } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

const target = '/telnyx/webhooks'
const event = (id: string) =>
  JSON.stringify({
    data: { id, event_type: 'video.room.session.started', payload: { room_id: 'r1', session_id: 's1' } },
  })

/** Returns a webhook that is signed as the API signs it. Attacks change it. */
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
  title: string,
  code: string,
  change: (request: AttackRequest, setup: AttackSetup) => AttackRequest | Promise<AttackRequest>,
  more: Partial<Attack> = {},
): Attack {
  return {
    title,
    request: async (setup) => change(await signed(setup, title), setup),
    status: code === 'wrong_signature' ? 401 : 400,
    code,
    at: 'moderated',
    // Only the last row is handled.
    check: ({ headers }) => expect(headers.get('x-handled')).toBe('0'),
    ...more,
  }
}

const withHeader = (name: string, value: string | null) => (request: AttackRequest) => ({
  ...request,
  headers: { ...request.headers, [name]: value },
})

/** Events that the API did not send, or sent long ago. */
export const webhooks: readonly Attack[] = [
  webhook('an event without a signature', 'missing_header', withHeader('telnyx-signature-ed25519', null)),
  webhook('an event without a timestamp', 'missing_header', withHeader('telnyx-timestamp', null)),
  webhook(
    'a signature that is not base64',
    'malformed_header',
    withHeader('telnyx-signature-ed25519', '%%%'),
  ),
  webhook('an empty signature', 'malformed_header', withHeader('telnyx-signature-ed25519', '')),
  webhook(
    'a signature of zeros',
    'wrong_signature',
    withHeader('telnyx-signature-ed25519', Buffer.alloc(64).toString('base64')),
  ),
  webhook('a timestamp that is not a number', 'malformed_header', withHeader('telnyx-timestamp', 'now')),
  webhook(
    'the signature of another timestamp',
    'wrong_signature',
    withHeader('telnyx-timestamp', String(Math.floor(Date.now() / 1000) + 60)),
  ),
  webhook('another event with a valid signature', 'wrong_signature', (request) => ({
    ...request,
    body: event('another'),
  })),
  webhook('a valid signature with one more byte', 'wrong_signature', (request) => ({
    ...request,
    body: `${request.body} `,
  })),
  webhook('an event signed with another key', 'wrong_signature', async (_, setup) =>
    signed(setup, 'e1', 0, (await createWebhookKeys()).privateKey),
  ),
  webhook('an event from ten minutes ago', 'expired', (_, setup) => signed(setup, 'e1', 600)),
  webhook('an event from ten minutes ahead', 'from_the_future', (_, setup) => signed(setup, 'e1', -600)),
  webhook('a valid signature without a body', 'wrong_signature', (request) => ({ ...request, body: '' })),
  webhook('a body of two megabytes', 'too_large', (request) => ({ ...request, body: 'x'.repeat(2 << 20) }), {
    status: 413,
  }),
  webhook(
    'an event sent with GET',
    'not_found',
    ({ headers }) => ({ target, headers: { ...headers, 'x-user': 'ann' } as never }),
    { status: 404 },
  ),
  webhook(
    'an event at another spelling of the path',
    'not_found',
    (request) => ({ ...request, target: `${target}/` }),
    { status: 404 },
  ),
  webhook(
    'a repeated event, which is not handled again,',
    '',
    async (request, setup) => {
      await setup.sendModerated(request)
      return request
    },
    {
      status: 204,
      check: ({ headers }) => expect(headers.get('x-handled')).toBe('1'),
    },
  ),
]
