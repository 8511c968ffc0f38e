import { expect } from 'vitest'
import { type AttackRequest, appOrigin } from '../attack-setup.ts'
import type { Attack } from './attack.ts'

/** Ann's cookie goes along, as her browser would have it, with a call of another site's page. */
function from(tries: string, headers: AttackRequest['headers']): Attack {
  return {
    tries,
    ask: { target: '/telnyx/rooms', headers: { 'sec-fetch-site': null, ...headers } },
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
  ['nothing', ''],
  ['any', '*'],
  ['https for http', 'https://localhost:5173'],
  ['another port', 'http://localhost:5174'],
  ['no port', 'http://localhost'],
  ['a longer port', 'http://localhost:51730'],
  ['a domain that begins alike', `${appOrigin}.evil.example`],
  ['a domain that begins alike, without its port', 'http://localhost.evil.example:5173'],
  ['a domain that ends alike', 'http://evil-localhost:5173'],
  ['a subdomain', 'http://sub.localhost:5173'],
  ['the address of the name', 'http://127.0.0.1:5173'],
  ['the address of the name, in IPv6', 'http://[::1]:5173'],
  ['capitals', 'http://LOCALHOST:5173'],
  ['a capital scheme', 'HTTP://localhost:5173'],
  ['a slash behind', `${appOrigin}/`],
  ['a path behind', `${appOrigin}/session`],
  ['a dot behind the name', 'http://localhost.:5173'],
  ['a user before the name', 'http://localhost:5173@evil.example'],
  ['a letter that looks alike', 'http://lоcalhost:5173'],
  ['an escaped letter', 'http://%6cocalhost:5173'],
  ['two origins', `https://evil.example ${appOrigin}`],
  ['two origins with a comma', `${appOrigin}, https://evil.example`],
] as const

/** Pages of other sites, and what they call themselves. */
export const origins: readonly Attack[] = [
  ...lookAlikes.map(([what, origin]) => from(`an origin: ${what}`, { origin })),
  from('two Origin headers', { origin: [appOrigin, 'https://evil.example'] }),
  from('no Origin, from another site', { origin: null, 'sec-fetch-site': 'cross-site' }),
  from('no Origin, from a sibling site', { origin: null, 'sec-fetch-site': 'same-site' }),
  from('no Origin, from a site of its own making', {
    origin: null,
    'sec-fetch-site': 'same-origin, cross-site',
  }),
  from('no Origin, no Sec-Fetch-Site, and a cookie', { origin: null }),
  from('another site’s Origin beside a good Sec-Fetch-Site', {
    origin: 'https://evil.example',
    'sec-fetch-site': 'same-origin',
  }),
  from('another Host with its own Origin', { host: 'evil.example', origin: 'http://evil.example' }),
  from('another host in X-Forwarded-Host', {
    'x-forwarded-host': 'evil.example',
    origin: 'http://evil.example',
  }),
  {
    ...from('a preflight of another site', {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
    }),
    ask: {
      method: 'OPTIONS',
      target: '/telnyx/rooms',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    },
  },
  {
    tries: 'a sign-in by another site',
    ask: { target: '/session', headers: { origin: 'https://evil.example' }, body: { name: 'Eve' } },
    status: 403,
    code: 'cross_origin',
    check: ({ headers }) => expect(headers.get('set-cookie')).toBeNull(),
  },
  {
    tries: 'a sign-out by another site',
    ask: { method: 'DELETE', target: '/session', headers: { origin: 'null' } },
    status: 403,
    code: 'cross_origin',
    check: ({ headers }) => expect(headers.get('set-cookie')).toBeNull(),
  },
]
