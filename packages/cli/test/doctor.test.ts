import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const key = `KEY0123456789ABCDEF${'0'.repeat(16)}_abcDEF-123`
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function bundle(contents: string) {
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    outfile: join(folder, 'app.js'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    external: ['node:*'],
    conditions: ['@greenroom/source'],
    sourcemap: true,
    logLevel: 'silent',
  })
}

function greenroom(args: readonly string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['--conditions=@greenroom/source', 'src/cli.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
}

test('passes a clean bundle with one line', async () => {
  await bundle('console.log("hello", "MONKEY_SEE_MONKEY_DO_AND_MORE")')
  const { status, stdout } = greenroom(['doctor', folder])
  expect(stdout).toBe('Clean: no keys, secrets or server code in 2 text files\n')
  expect(status).toBe(0)
})

test('prints the position of a key in the bundle and its map, and never the key', async () => {
  await bundle(`fetch('/', { headers: { authorization: 'Bearer ${key}' } })`)
  const { status, stdout, stderr } = greenroom(['doctor', folder])
  expect(stdout).toMatch(/^app\.js:1:\d+ {2}a Telnyx API key, KEY0…$/m)
  expect(stdout).toMatch(/^app\.js\.map:\d+:\d+ {2}a Telnyx API key, KEY0…$/m)
  expect(stdout + stderr).not.toContain('KEY01')
  expect(status).toBe(1)
})

test('finds the gateway in a bundle that imports it', async () => {
  await bundle(`import { createGateway } from '@greenroom/edge'; console.log(createGateway)`)
  const { status, stdout } = greenroom(['doctor', folder])
  for (const text of ['refresh token', 'this origin', 'This gateway does not accept'])
    expect(stdout).toMatch(new RegExp(`^app\\.js:.*@greenroom/edge.*${text}`, 'm'))
  expect(status).toBe(1)
})

test.each([
  ['@greenroom/emulator', 'createEmulator'],
  ['@greenroom/emulator/browser', 'redirectLiveRoom'],
])('finds %s in a bundle that imports it, and in its map', async (module, name) => {
  await bundle(`import { ${name} } from '${module}'; console.log(${name})`)
  const { status, stdout } = greenroom(['doctor', folder])
  for (const file of ['app.js', 'app.js.map'])
    expect(stdout).toMatch(new RegExp(`^${file}:\\d+:\\d+ {2}code of ${module} `, 'm'))
  expect(status).toBe(1)
})

test('finds an import that was not bundled', () => {
  writeFileSync(join(folder, 'a.js'), 'import"@greenroom/edge";await import("@greenroom/emulator/node")')
  expect(greenroom(['doctor', folder]).stdout).toBe(
    'a.js:1:1  an import of @greenroom/edge\na.js:1:31  an import of @greenroom/emulator/node\n',
  )
})

test('finds a secret by the name it is given to, and by the value that the environment has', () => {
  writeFileSync(join(folder, 'a.js'), 'const e={GATEWAY_SECRET:"hush hush hush"}\nf("another hush%20hush")')
  const { stdout } = greenroom(['doctor', folder], { SESSION_SECRET: 'hush hush', GATEWAY_SECRET: '' })
  expect(stdout).toBe(
    [
      'a.js:1:10  a value given to GATEWAY_SECRET',
      'a.js:1:26  the value of SESSION_SECRET',
      'a.js:2:12  the value of SESSION_SECRET',
      '',
    ].join('\n'),
  )
})

test('ignores a constant like a key, and finds a key after an escape', () => {
  writeFileSync(join(folder, 'a.js'), `KEY_THAT_IS_A_CONSTANT_OF_CODE;"Bearer%20${key}"`)
  expect(greenroom(['doctor', folder]).stdout).toBe('a.js:1:42  a Telnyx API key, KEY0…\n')
})

test.each([
  ['of eighteen characters', 'x="KEY019ABCDEF012345678"', 4],
  ['in JSON within a page', String.raw`<script>f("\u0022KEY019ABCDEF012345678")</script>`, 18],
  ['in a text of another encoding', String.raw`f("\x22KEY019ABCDEF012345678")`, 8],
])('finds a key %s', (_, text, column) => {
  writeFileSync(join(folder, 'a.js'), text)
  expect(greenroom(['doctor', folder]).stdout).toBe(`a.js:1:${column}  a Telnyx API key, KEY0…\n`)
})

test('ignores names of keyboard keys', () => {
  writeFileSync(join(folder, 'a.js'), 'e.code===KEY_NUMPAD_ENTER_1||KEYCODE_NUMPAD_0||KEYBOARD_LAYOUT_v2')
  expect(greenroom(['doctor', folder]).status).toBe(0)
})

test.each([
  ['a name that Vite takes in', '{VITE_GATEWAY_SECRET:"hush hush"}', 2, 'VITE_GATEWAY_SECRET'],
  ['a name that Next takes in', 'NEXT_PUBLIC_SESSION_SECRET="hush hush"', 1, 'NEXT_PUBLIC_SESSION_SECRET'],
  ['a definition', String.raw`{"process.env.GATEWAY_SECRET":"\"hush hush\""}`, 15, 'GATEWAY_SECRET'],
  ['a file of variables', 'GATEWAY_SECRET=hush-hush\n', 1, 'GATEWAY_SECRET'],
])('finds a secret by %s', (_, text, column, name) => {
  writeFileSync(join(folder, '.env'), text)
  expect(greenroom(['doctor', folder]).stdout).toBe(`.env:1:${column}  a value given to ${name}\n`)
})

test('ignores uses of a secret without its value', () => {
  writeFileSync(
    join(folder, 'a.js'),
    'GATEWAY_SECRET=f(a);e.GATEWAY_SECRET;({GATEWAY_SECRET:s.GATEWAY_SECRET})',
  )
  expect(greenroom(['doctor', folder]).status).toBe(0)
})

test('follows each link once, and skips broken links', () => {
  mkdirSync(join(folder, 'dist'))
  mkdirSync(join(folder, 'elsewhere'))
  writeFileSync(join(folder, 'elsewhere', 'a.js'), key)
  symlinkSync('../elsewhere', join(folder, 'dist', 'linked'))
  symlinkSync('..', join(folder, 'elsewhere', 'round'))
  symlinkSync('nowhere', join(folder, 'dist', 'gone.js'))
  const { status, stdout, stderr } = greenroom(['doctor', join(folder, 'dist')])
  expect([status, stdout, stderr]).toEqual([1, 'linked/a.js:1:1  a Telnyx API key, KEY0…\n', ''])
})

test('finds an import of a Node module without its prefix', () => {
  writeFileSync(join(folder, 'a.js'), 'import{readFileSync}from"fs";import x from"./fs";import"events"')
  expect(greenroom(['doctor', folder]).stdout).toBe('a.js:1:21  an import of fs\n')
})

test('finds an import of a Node module', async () => {
  await bundle(`import { readFileSync } from 'node:fs'; console.log(readFileSync)`)
  const { status, stdout } = greenroom(['doctor', folder])
  expect(stdout).toMatch(/^app\.js:1:\d+ {2}an import of node:fs\n$/)
  expect(status).toBe(1)
})

test('finds the values of named variables, in JSON too, and never prints them', () => {
  writeFileSync(join(folder, 'a.js'), 'x\n  s="s3cret.value$"')
  const { status, stdout } = greenroom(['doctor', folder, '--json', '--secret-env', 'SEAL'], {
    SEAL: 's3cret.value$',
  })
  const finding = { kind: 'secret', what: 'the value of SEAL', file: 'a.js', line: 2, column: 6 }
  expect(JSON.parse(stdout)).toEqual({ files: 1, findings: [finding] })
  expect(status).toBe(1)
})

test('finds a key across chunks of a large file once, and skips binary files', () => {
  const before = 'é\n'.repeat(10) + ' '.repeat((1 << 20) - 40)
  writeFileSync(join(folder, 'large.js'), `${before}${key}${' '.repeat(1 << 20)}`)
  writeFileSync(join(folder, 'image.png'), `\0${key}`)
  const { stdout } = greenroom(['doctor', folder])
  expect(stdout).toBe(`large.js:11:${(1 << 20) - 39}  a Telnyx API key, KEY0…\n`)
})

test.each([
  [[], 'Nothing is not a command. See greenroom --help'],
  [['doctor'], 'doctor takes one folder. See greenroom --help'],
  [['doctor', 'no-such-folder'], 'There is no folder no-such-folder: build first, or name another'],
  [['doctor', 'README.md'], 'README.md is not a folder'],
  [
    ['doctor', '.', '--secret-env', 'NOT_SET_ANYWHERE'],
    '--secret-env NOT_SET_ANYWHERE: the variable is not set',
  ],
  [['doctor', '.', '--loud'], "Unknown option '--loud'. See greenroom --help"],
])('rejects %j with one line', (args, message) => {
  const { status, stderr } = greenroom(args)
  expect(stderr).toBe(`${message}\n`)
  expect(status).toBe(2)
})

test('prints its help and its version', () => {
  expect(greenroom(['--help']).stdout).toContain('greenroom doctor <folder>')
  expect(greenroom(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
