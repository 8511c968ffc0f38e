// Lists what a deployment needs and does not have yet, in the environment or in .env.production. Exits with
// status 1 if anything is missing.
import { existsSync, readFileSync } from 'node:fs'
import process from 'node:process'

if (existsSync('.env.production')) process.loadEnvFile('.env.production')

/** @param {string} name */
const bytes = (name) => Buffer.byteLength(process.env[name] ?? '')
const origin = process.env.APP_ORIGIN ?? ''

/** @type {[string, boolean][]} */
const needs = [
  ['APP_ORIGIN, the https origin of the app, such as https://calls.example.com', isHttpsOrigin(origin)],
  ['TELNYX_API_KEY, the API key of your account', bytes('TELNYX_API_KEY') > 0],
  ['GATEWAY_SECRET, at least 32 random bytes', bytes('GATEWAY_SECRET') >= 32],
  ['SESSION_SECRET, at least 32 random bytes', bytes('SESSION_SECRET') >= 32],
]
const missing = needs.filter(([, isThere]) => !isThere)

if (!process.env.WEBHOOK_PUBLIC_KEY) {
  console.log('Note: WEBHOOK_PUBLIC_KEY is not set, so pages poll instead of receiving updates.')
}
if (readFileSync('server/session.ts', 'utf8').includes('Replace this demo sign-in')) {
  console.log('Note: server/session.ts is the demo sign-in. Anyone can sign in and use your Telnyx account.')
}
for (const [need] of missing) console.error(`Missing: ${need}`)
if (missing.length > 0)
  console.error('Set them in the environment or in .env.production. README.md says how.')
process.exitCode = missing.length > 0 ? 1 : 0

/** @param {string} text */
function isHttpsOrigin(text) {
  return URL.canParse(text) && new URL(text).origin === text && text.startsWith('https://')
}
