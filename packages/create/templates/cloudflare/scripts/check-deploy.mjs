// Lists what `npm run deploy` needs and does not have yet. Exits with status 1 if anything is missing.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { unstable_readConfig } from 'wrangler'

const { vars, secrets } = unstable_readConfig({ config: 'wrangler.jsonc' })
/** @type {readonly string[]} */
const requiredSecrets = secrets?.required ?? []
const missing = [...originProblems(), ...accountProblems()]

if (!vars['WEBHOOK_PUBLIC_KEY']) {
  console.log(
    'Note: WEBHOOK_PUBLIC_KEY in wrangler.jsonc is empty, so pages poll instead of receiving updates.',
  )
}
if (readFileSync('server/session.ts', 'utf8').includes('Replace this demo sign-in')) {
  console.log('Note: server/session.ts is the demo sign-in. Anyone can sign in and use your Telnyx account.')
}
for (const problem of missing) console.error(`Missing: ${problem}`)
process.exitCode = missing.length > 0 ? 1 : 0

/** @returns {string[]} */
function originProblems() {
  const origin = String(vars['APP_ORIGIN'] ?? '')
  if (URL.canParse(origin) && new URL(origin).origin === origin && origin.startsWith('https://')) return []
  return ['APP_ORIGIN in wrangler.jsonc, the https origin of the app, such as https://calls.example.com']
}

/** @returns {string[]} */
function accountProblems() {
  const isSignedIn = wrangler('whoami', '--json').ok
  const problems = isSignedIn
    ? []
    : ['a Cloudflare account: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN']
  const existing = isSignedIn ? existingSecrets() : []
  const absent = requiredSecrets.filter((name) => !existing.includes(name))
  return [...problems, ...absent.map((name) => `the secret ${name}: run \`npx wrangler secret put ${name}\``)]
}

/**
 * Before the first deployment there is no Worker and no secret; `wrangler secret put` creates it.
 *
 * @returns {string[]}
 */
function existingSecrets() {
  const list = wrangler('secret', 'list', '--format', 'json')
  /** @type {{ name: string }[]} */
  const found = list.ok ? JSON.parse(list.output) : []
  return found.map(({ name }) => name)
}

/** @param {string[]} args */
function wrangler(...args) {
  const { status, stdout } = spawnSync('wrangler', args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  return { ok: status === 0, output: stdout }
}
