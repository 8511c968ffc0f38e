import { expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import * as secrets from './secrets.ts'

it('a secret is not kept once more after an outcome that nobody knows: a newer value would be lost', async () => {
  const { client, sent } = testClient(() => json({}, { status: 502 }))
  const error = await errorOf<Error>(secrets.create(client, { name: 'db', value: 'hush' }))
  expect(error).toMatchObject({ status: 502, outcome: 'unknown' })
  expect(sent).toHaveLength(1)
  expect(JSON.stringify(error) + error.message).not.toContain('hush')
})
