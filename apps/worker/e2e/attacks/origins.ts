import { expect } from 'vitest'
import { type AttackRequest, appOrigin } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

/** A call from the page of another site, with Ann's cookie. */
function from(title: string, headers: AttackRequest['headers']): Attack {
  return {
    title,
    request: { target: '/telnyx/rooms', headers: { 'sec-fetch-site': null, ...headers } },
    status: 403,
    code: 'cross_origin',
    check: ({ headers: answered }) => expect(answered.get('access-control-allow-origin')).toBeNull(),
  }
}

const lookAlikes = [
  ['another site', 'https://evil.example'],
  ['the null origin of a sandboxed frame', 'null'],
  ['a file', 'file://'],
  ['an extension', 'chrome-extension://abcdefghijklmnop'],
  ['an empty one', ''],
  ['an asterisk', '*'],
  ['https instead of http', 'https://localhost:5173'],
  ['another port', 'http://localhost:5174'],
  ['no port', 'http://localhost'],
  ['a longer port', 'http://localhost:51730'],
  ['a domain with the same beginning', `${appOrigin}.evil.example`],
  ['a domain with the same beginning, and the port', 'http://localhost.evil.example:5173'],
  ['a domain with the same end', 'http://evil-localhost:5173'],
  ['a subdomain', 'http://sub.localhost:5173'],
  ['the IP address', 'http://127.0.0.1:5173'],
  ['the IPv6 address', 'http://[::1]:5173'],
  ['capitals', 'http://LOCALHOST:5173'],
  ['a capital scheme', 'HTTP://localhost:5173'],
  ['a trailing slash', `${appOrigin}/`],
  ['a path', `${appOrigin}/session`],
  ['a trailing dot', 'http://localhost.:5173'],
  ['a user before the name', 'http://localhost:5173@evil.example'],
  ['a Cyrillic letter', 'http://lоcalhost:5173'],
  ['an escaped letter', 'http://%6cocalhost:5173'],
  ['two origins', `https://evil.example ${appOrigin}`],
  ['two origins with a comma', `${appOrigin}, https://evil.example`],
] as const

/** Calls from pages of other sites. */
export const origins: readonly Attack[] = [
  ...lookAlikes.map(([name, origin]) => from(`an origin with ${name}`, { origin })),
  from('two Origin headers', { origin: [appOrigin, 'https://evil.example'] }),
  from('no Origin, from another site', { origin: null, 'sec-fetch-site': 'cross-site' }),
  from('no Origin, from a sibling site', { origin: null, 'sec-fetch-site': 'same-site' }),
  from('no Origin, with two values of Sec-Fetch-Site', {
    origin: null,
    'sec-fetch-site': 'same-origin, cross-site',
  }),
  from('no Origin, no Sec-Fetch-Site, and a cookie', { origin: null }),
  from('another origin with a valid Sec-Fetch-Site', {
    origin: 'https://evil.example',
    'sec-fetch-site': 'same-origin',
  }),
  from('another host with its own origin', { host: 'evil.example', origin: 'http://evil.example' }),
  from('another host in X-Forwarded-Host', {
    'x-forwarded-host': 'evil.example',
    origin: 'http://evil.example',
  }),
  {
    ...from('a preflight from another site', {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
    }),
    request: {
      method: 'OPTIONS',
      target: '/telnyx/rooms',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    },
  },
  {
    title: 'a sign-in from another site',
    request: { target: '/session', headers: { origin: 'https://evil.example' }, body: { name: 'Eve' } },
    status: 403,
    code: 'cross_origin',
    check: ({ headers }) => expect(headers.get('set-cookie')).toBeNull(),
  },
  {
    title: 'a sign-out from another site',
    request: { method: 'DELETE', target: '/session', headers: { origin: 'null' } },
    status: 403,
    code: 'cross_origin',
    check: ({ headers }) => expect(headers.get('set-cookie')).toBeNull(),
  },
]
