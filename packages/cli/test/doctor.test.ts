import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
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
  expect(stdout).toBe('Clean: no keys, secrets or server code in 2 files\n')
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
  for (const text of ['refresh token', 'this origin', 'This gateway accepts no'])
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

test('finds a secret by its name, and by the value of the environment variable', () => {
  writeFileSync(join(folder, 'a.js'), 'const e={GATEWAY_SECRET:"hush hush hush"}\nf("another hush%20hush")')
  const { stdout } = greenroom(['doctor', folder], { SESSION_SECRET: 'hush hush', GATEWAY_SECRET: '' })
  expect(stdout).toBe(
    [
      'a.js:1:10  a value of GATEWAY_SECRET',
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
  ['with eighteen characters', 'x="KEY019ABCDEF012345678"', 4],
  ['in JSON in a page', String.raw`<script>f("\u0022KEY019ABCDEF012345678")</script>`, 18],
  ['after a hexadecimal escape', String.raw`f("\x22KEY019ABCDEF012345678")`, 8],
])('finds a key %s', (_, text, column) => {
  writeFileSync(join(folder, 'a.js'), text)
  expect(greenroom(['doctor', folder]).stdout).toBe(`a.js:1:${column}  a Telnyx API key, KEY0…\n`)
})

test('ignores names of keyboard keys', () => {
  writeFileSync(join(folder, 'a.js'), 'e.code===KEY_NUMPAD_ENTER_1||KEYCODE_NUMPAD_0||KEYBOARD_LAYOUT_v2')
  expect(greenroom(['doctor', folder]).status).toBe(0)
})

test.each([
  ['a name that Vite inlines', '{VITE_GATEWAY_SECRET:"hush hush"}', 2, 'VITE_GATEWAY_SECRET'],
  ['a name that Next inlines', 'NEXT_PUBLIC_SESSION_SECRET="hush hush"', 1, 'NEXT_PUBLIC_SESSION_SECRET'],
  ['a definition', String.raw`{"process.env.GATEWAY_SECRET":"\"hush hush\""}`, 15, 'GATEWAY_SECRET'],
  ['a file of variables', 'GATEWAY_SECRET=hush-hush\n', 1, 'GATEWAY_SECRET'],
])('finds a secret by %s', (_, text, column, name) => {
  writeFileSync(join(folder, '.env'), text)
  expect(greenroom(['doctor', folder]).stdout).toBe(`.env:1:${column}  a value of ${name}\n`)
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
  expect(JSON.parse(stdout)).toEqual({ folders: [folder], files: 1, findings: [finding] })
  expect(status).toBe(1)
})

test('finds a key across chunks of a large file once', () => {
  const before = 'é\n'.repeat(10) + ' '.repeat((1 << 20) - 40)
  writeFileSync(join(folder, 'large.js'), `${before}${key}${' '.repeat(1 << 20)}`)
  const { stdout } = greenroom(['doctor', folder])
  expect(stdout).toBe(`large.js:11:${(1 << 20) - 39}  a Telnyx API key, KEY0…\n`)
})

const secret = 'a secret of the gateway'

test.each<[string, string, string | Uint8Array]>([
  ['after a zero byte', 'image.png', `\0${key}`],
  ['in UTF-16 with a byte order mark', 'app.js', Buffer.from(`\uFEFFf("${key}")`, 'utf16le')],
  ['in UTF-16 without a byte order mark', 'app.js', Buffer.from(`f("${key}")`, 'utf16le')],
  ['in big-endian UTF-16', 'app.js', Buffer.from(`\uFEFFf("${key}")`, 'utf16le').swap16()],
  [
    'in UTF-16 in a binary file',
    'app.wasm',
    Buffer.concat([Buffer.alloc(4000, 7), Buffer.from(key, 'utf16le')]),
  ],
  ['in a gzip file', 'app.js.gz', gzipSync(`f("${key}")`)],
  ['in a gzip file with another name', 'app.js', gzipSync(`f("${key}")`)],
  ['in a Brotli file', 'app.js.br', brotliCompressSync(`f("${key}")`)],
  ['in a Zstandard file', 'app.js.zst', zstdCompressSync(`f("${key}")`)],
  ['after a hyphen', 'app.js', `f("telnyx-${key}")`],
  ['after an underscore', 'app.js', `f("telnyx_${key}")`],
  ['within a word', 'app.js', `f("telnyx${key}")`],
  [
    'with every character escaped',
    'app.js',
    key.replace(/./g, (character) => `\\x${character.charCodeAt(0).toString(16)}`),
  ],
  [
    'with Unicode escapes',
    'app.js',
    key.replace(/./g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
  ],
  ['with braced Unicode escapes', 'app.js', key.replace('K', '\\u{4b}')],
  ['with an octal escape', 'app.js', key.replace('K', '\\113')],
  ['with URL escapes', 'app.html', key.replace('E', '%45').replace('_', '%5F')],
  ['with HTML entities', 'app.html', key.replace('K', '&#75;').replace('E', '&#x45;')],
  ['in base64', 'app.js', `atob("${btoa(`Bearer ${key}`)}")`],
  ['in base64 after other text', 'app.js', `data:x;base64${btoa(`{"authorization":"Bearer ${key}"}`)}`],
  [
    'in an inline source map',
    'app.js',
    `//# sourceMappingURL=data:application/json;base64,${btoa(`{"a":"\\u004b${key.slice(1)}"}`)}`,
  ],
  ['in hexadecimal', 'app.js', Buffer.from(`"${key}"`).toString('hex')],
])('finds a key %s', (_, name, contents) => {
  writeFileSync(join(folder, name), contents)
  const { status, stdout } = greenroom(['doctor', folder])
  expect(stdout).toMatch(/^\S+:1:\d+ {2}a Telnyx API key, KEY0…(?:, in (?:base64|hex))?\n$/)
  expect(status).toBe(1)
})

test.each<[string, string]>([
  ['base64', btoa(secret)],
  ['base64 after one other byte', btoa(`x${secret}`)],
  ['base64 after two other bytes', btoa(`xy${secret}`)],
  ['base64 in the alphabet of URLs', Buffer.from(`??>${secret}`).toString('base64url')],
  ['hexadecimal', Buffer.from(secret).toString('hex')],
  ['URL escapes', encodeURIComponent(secret)],
  ['Unicode escapes', secret.replaceAll(' ', '\\u0020')],
])('finds the value of a variable in %s', (_, text) => {
  writeFileSync(join(folder, 'app.js'), `f("${text}")`)
  const { status, stdout } = greenroom(['doctor', folder], { GATEWAY_SECRET: secret })
  expect(stdout).toContain('the value of GATEWAY_SECRET')
  expect(stdout.split('\n')).toHaveLength(2)
  expect(status).toBe(1)
})

test.each([
  ['.env.local', 'VITE_GATEWAY_SECRET=a-secret-that-vite-inlined', 'VITE_GATEWAY_SECRET'],
  ['.env.local', "VITE_SEAL_TOKEN='a-secret-that-vite-inlined' # comment", 'VITE_SEAL_TOKEN'],
  ['.env.production', 'SEAL=a-secret-that-vite-inlined', 'SEAL'],
  ['.dev.vars', 'SESSION_SECRET="a-secret-that-vite-inlined"', 'SESSION_SECRET'],
])('finds a value of the project’s %s that the bundler inlined: %s', (file, line, name) => {
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, file), `# settings\n${line}\nVITE_TITLE=The title of the page\n`)
  writeFileSync(join(folder, 'dist', 'app.js'), 'f("a-secret-that-vite-inlined","The title of the page")')
  const { status, stdout } = greenroom(['doctor', join(folder, 'dist')])
  expect(stdout).toBe(`app.js:1:4  the value of ${name} (${file})\n`)
  expect(status).toBe(1)
})

test('ignores values of .env files that are public', () => {
  mkdirSync(join(folder, 'dist'))
  writeFileSync(join(folder, 'package.json'), '{}')
  const values = {
    VITE_TITLE: 'greenroom-demonstration',
    WEBHOOK_PUBLIC_KEY: 'public-key-of-webhooks',
    APP_ORIGIN: 'https://app.example',
    STRIPE_PUBLISHABLE_KEY: 'pk_test_0123456789abcdef',
  }
  writeFileSync(
    join(folder, '.env'),
    Object.entries(values)
      .map((pair) => `${pair.join('=')}\n`)
      .join(''),
  )
  writeFileSync(join(folder, 'dist', 'app.js'), JSON.stringify(Object.values(values)))
  expect(greenroom(['doctor', join(folder, 'dist')]).stdout).toMatch(/^Clean/)
})

test('refuses a folder without files, and a file that it cannot read to its end', () => {
  mkdirSync(join(folder, 'assets'))
  const empty = greenroom(['doctor', folder])
  expect(empty.stderr).toBe(`${folder} contains no files. Build the app first, or name its output folder\n`)
  expect(empty.status).toBe(2)

  writeFileSync(join(folder, 'app.js.gz'), gzipSync('x'.repeat(5000)).subarray(0, 20))
  const damaged = greenroom(['doctor', folder])
  expect(damaged.stderr).toMatch(/app\.js\.gz: it cannot be decompressed: .+\n$/)
  expect(damaged.status).toBe(2)
})

test.each([
  [
    ['doctor', 'no-such-folder'],
    'no-such-folder does not exist. Build the app first, or name its output folder',
  ],
  [['doctor', 'README.md'], 'README.md is not a folder'],
  [
    ['doctor', '.', '--secret-env', 'NOT_SET_ANYWHERE'],
    '--secret-env NOT_SET_ANYWHERE: the variable is not set',
  ],
  [['doctor', '.', '--loud'], "Unknown option '--loud'. See greenroom doctor --help"],
])('rejects %j with one line', (args, message) => {
  const { status, stderr } = greenroom(args)
  expect(stderr).toBe(`${message}\n`)
  expect(status).toBe(2)
})

test.each([
  [['dist/client/app.js', 'dist/server/index.js'], ['dist/client']],
  [['dist/assets/app.js'], ['dist']],
  [['build/client/app.js', 'build/server/index.js'], ['build/client']],
  [
    ['.next/static/app.js', '.next/server/app.js', 'out/index.html'],
    ['.next/static', 'out'],
  ],
  [['.output/public/app.js', '.output/server/index.mjs'], ['.output/public']],
])('finds what a framework built for browsers in %j', (files, folders) => {
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true })
    writeFileSync(join(folder, file), `fetch("${key}")`)
  }
  const cli = join(root, 'src/cli.ts')
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--conditions=@greenroom/source', cli, 'doctor', ...args], {
      cwd: folder,
      encoding: 'utf8',
    })
  const { stdout, stderr, status } = run()
  expect(stderr).toBe(`Searching ${folders.join(', ')}\n`)
  for (const line of stdout.trim().split('\n')) expect(line).toMatch(/^\S+:1:8 {2}a Telnyx API key, KEY0…$/)
  for (const searched of folders) expect(stdout).toContain(`${searched}/`)
  expect(stdout).not.toContain('server')
  expect(status).toBe(1)
  expect(JSON.parse(run('--json').stdout)).toMatchObject({ folders })
})

test('says which folders it looked for', () => {
  const { stderr, status } = spawnSync(
    process.execPath,
    ['--conditions=@greenroom/source', join(root, 'src/cli.ts'), 'doctor'],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(stderr).toMatch(
    /^No folder of a build was found\. Searched for dist\/client, dist, build\/client, .+\n$/,
  )
  expect(status).toBe(2)
})

test('searches several folders, and names them in the findings', () => {
  const [a, b] = [join(folder, 'a'), join(folder, 'b')]
  for (const path of [a, b]) mkdirSync(path)
  writeFileSync(join(a, 'app.js'), `fetch("${key}")`)
  writeFileSync(join(b, 'app.js'), 'console.log(1)')
  const { stdout, status } = greenroom(['doctor', a, b])
  expect(stdout).toBe(`${a}/app.js:1:8  a Telnyx API key, KEY0…\n`)
  expect(status).toBe(1)
})

test('prints its help and its version', () => {
  expect(greenroom(['doctor', '--help']).stdout).toContain('greenroom doctor [options] [folders...]')
  expect(greenroom(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
