import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { describe, expect, it, vi } from 'vitest'
import { start } from './deno.ts'

const { publicKey, privateKey } = await createWebhookKeys()
const environment = { TELNYX_PUBLIC_KEY: publicKey, MODERATOR_PIN: '4711', AGENT_PIN: '1234' }

describe('voice-app', () => {
  it('answers calls on a port, prints messages and stops on Ctrl-C', async () => {
    const running = start('voice-app.ts', ['--json'], environment)
    const listening = () => JSON.parse(running.output.stdout).url as string
    const url = await vi.waitFor(listening, { timeout: 15_000, interval: 20 })
    const send = async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams({ CallSid: 'v3:1', From: '+13125550001', ...fields }).toString()
      const contentType = 'application/x-www-form-urlencoded'
      return fetch(await signWebhook(new URL(path, url), body, { privateKey, contentType }))
    }
    const answer = await send('/voice', { CallStatus: 'ringing' })
    expect(answer.headers.get('content-type')).toBe('application/xml')
    expect(await answer.text()).toContain('<Say>Welcome to Greenroom.</Say>')
    expect((await fetch(url, { method: 'POST' })).status).toBe(400)
    const recording = { RecordingSid: 'r1', RecordingStatus: 'completed', RecordingDuration: '12' }
    expect((await send('/voicemail/recording', recording)).status).toBe(204)

    running.stop()
    const { code, stdout, stderr } = await running.ended
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' })
    expect(stdout).toContain('"recordingSid": "r1"')
  })

  it.each(Object.keys(environment))('says in one line that %s is missing', async (name) => {
    const { code, stderr } = await start('voice-app.ts', [], { ...environment, [name]: '' }).ended
    expect({ code, stderr }).toEqual({ code: 1, stderr: `Set ${name}. See --help\n` })
  })

  it('prints its help without any setting', async () => {
    const { code, stdout } = await start('voice-app.ts', ['--help'], {}).ended
    expect(code).toBe(0)
    expect(stdout).toMatch(/^voice-app: \w/)
    expect(stdout).toContain('TELNYX_PUBLIC_KEY')
  })
})
