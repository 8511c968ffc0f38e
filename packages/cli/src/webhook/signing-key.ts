import { readFile, writeFile } from 'node:fs/promises'
import { createWebhookKeys } from '@greenroom/core/webhooks'
import { callApi } from '../api/call-api.ts'
import { readTarget, type TargetOptions } from '../api/target.ts'
import { fail } from '../command-error.ts'
import { requireEmulator } from '../control/control-client.ts'
import { retrieveState } from '../control/endpoints.ts'
import type { OutputOptions } from '../output/print.ts'
import { parseObject } from '../read-file.ts'

/** A private key that signs webhooks, and how to verify them. */
export interface SigningKey {
  readonly privateKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>
  /** Base64 of the 32 bytes, as the option `publicKeys` of the gateway takes it. */
  readonly publicKey: string
}

/** Returns the key in a file. If the file does not exist, it is created with a new key. */
export async function readKeyFile(file: string): Promise<SigningKey> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? undefined : fail(`${file} cannot be read: ${error.message}`),
  )
  if (text !== undefined) return importKey(parseObject(text, file), file)
  const { privateKey, publicKey } = await createWebhookKeys()
  const jwk = await crypto.subtle.exportKey('jwk', privateKey)
  await writeFile(file, `${JSON.stringify(jwk)}\n`, { mode: 0o600, flag: 'wx' }).catch((error: Error) =>
    fail(`${file} cannot be written: ${error.message}`),
  )
  return { privateKey, publicKey }
}

/** Returns the key with which an emulator signs its webhooks. */
export async function readEmulatorKey(options: TargetOptions & OutputOptions): Promise<SigningKey> {
  if (readTarget(options, process.env).isTelnyx)
    fail(
      'Only Telnyx can sign with its key. Name the address of an emulator with --base-url, or set --key-file',
    )
  const { keys } = await callApi('Reading the key', options, async ({ target }) =>
    retrieveState(await requireEmulator(target, 'webhook send')),
  )
  return importKey(keys.webhook, 'The key of the emulator')
}

async function importKey(jwk: Readonly<Record<string, unknown>>, source: string): Promise<SigningKey> {
  // Fields such as `key_ops` could forbid to sign.
  const { kty, crv, x, d } = jwk
  try {
    const privateKey = await crypto.subtle.importKey('jwk', { kty, crv, x, d } as object, 'Ed25519', true, [
      'sign',
    ])
    return { privateKey, publicKey: Buffer.from(String(x), 'base64url').toString('base64') }
  } catch {
    return fail(`${source} is not an Ed25519 private key in the format JWK`)
  }
}
