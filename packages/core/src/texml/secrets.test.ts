import { expect, it } from 'vitest'
import { errorOf, json, testClient } from '../../test/test-client.ts'
import * as secrets from './secrets.ts'

it('does not retry secrets.create after an unknown outcome, since that could overwrite a newer value', async () => {
  const { client, sent } = testClient(() => json({}, { status: 502 }))
  const error = await errorOf<Error>(secrets.create(client, { name: 'db', value: 'hush' }))
  expect(error).toMatchObject({ status: 502, outcome: 'unknown' })
  expect(sent).toHaveLength(1)
  expect(JSON.stringify(error) + error.message).not.toContain('hush')
})
