import { env, SELF } from 'cloudflare:test'
import { expect, inject, it } from 'vitest'

it('runs', async () => {
  console.log(navigator.userAgent, Object.keys(env), inject('emulatorUrl'))
  const r = await SELF.fetch('http://localhost:5173/session')
  console.log(r.status, await r.text(), [...r.headers])
  const s = await SELF.fetch('http://localhost:5173/session', { method: 'POST', headers: {'content-type': 'application/json'}, body: '{"name":"Ann"}' })
  console.log(s.status, await s.text(), [...s.headers])
  const cookie = s.headers.get('set-cookie')!.split(';')[0]!
  const l = await SELF.fetch('http://localhost:5173/telnyx/rooms', { headers: {cookie, origin: 'http://localhost:5173'} })
  console.log(l.status, await l.text(), [...l.headers])
  expect(1).toBe(1)
})
