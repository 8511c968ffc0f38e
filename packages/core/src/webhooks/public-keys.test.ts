import { describe, expect, it } from 'vitest'
import { ConfigError } from '../errors.ts'
import { createWebhookKeys, signWebhook } from './sign-webhook.ts'
import { checkSignatureOptions } from './signature.ts'
import { verifyWebhook } from './verify-webhook.ts'

const key = 'q7sUlfe8dXvNQRnOj1qwfPqmGOQYcn8jK3PgqPfL5n0='
const bytes = Buffer.from(key, 'base64')
const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes]).toString('base64')

const checkKeys = (publicKeys: string | string[]) => checkSignatureOptions({ publicKeys })

describe('checkSignatureOptions', () => {
  it('accepts the base64 of 32 bytes, and a list of them', () => {
    expect(() => checkKeys(key)).not.toThrow()
    expect(() => checkKeys([key, key])).not.toThrow()
  })

  it.each([
    ['a line break at its end', `${key}\n`, 'whitespace or a line break'],
    ['a space before it', ` ${key}`, 'whitespace or a line break'],
    ['a PEM header', `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----`, 'PEM'],
    ['DER encoding', der, 'DER'],
    ['base64url encoding', 'q7sUlfe8dXvNQRnOj1qwfPqmGOQYcn8jK3PgqPfL5n-=', 'base64url'],
    ['hexadecimal encoding', bytes.toString('hex'), 'hexadecimal'],
    ['no padding', key.slice(0, -1), 'padding'],
    ['other bytes', 'YWJj', 'has 3 bytes'],
    ['another spelling of its last character', key.replace('0=', '1='), 'not base64'],
    ['the API key instead', 'KEY0123_secret', 'API key'],
    ['no characters', '', 'empty'],
    ['an unset variable instead', undefined as never, 'not a string'],
  ])('says that a key has %s', (_, wrong, cause) => {
    const check = (keys: string | string[]) => () => checkKeys(keys)
    expect(check(wrong)).toThrow(ConfigError)
    expect(check(wrong)).toThrow(cause)
    expect(check([key, wrong])).toThrow(/^publicKeys\[1\] /)
    expect(check(wrong)).not.toThrow('secret')
  })

  it('requires at least one key', () => {
    expect(() => checkKeys([])).toThrow('at least one')
  })

  it('rejects an invalid tolerance', () => {
    expect(() => checkSignatureOptions({ publicKeys: key, toleranceSecs: Number.NaN })).toThrow(
      'toleranceSecs',
    )
  })

  it('is what verifyWebhook reports, before it looks at the webhook', async () => {
    const { privateKey } = await createWebhookKeys()
    const request = await signWebhook('https://app.test', {}, { privateKey })
    await expect(verifyWebhook(request, { publicKeys: `${key}\n` })).rejects.toThrow('line break')
  })
})
