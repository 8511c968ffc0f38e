import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-texml-'))
  mkdirSync(join(folder, 'menus'))
  writeFileSync(join(folder, 'good.xml'), '<Response>\n  <Say>Hi</Say>\n</Response>')
  writeFileSync(join(folder, 'menus/bad.xml'), '<Response>\n  <Gather numdigits="1"/>\n</Response>')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function lint(args: readonly string[], input = '') {
  const cli = join(root, 'src/cli.ts')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=@greenroom/source', cli, 'texml', 'lint', ...args],
    { cwd: folder, encoding: 'utf8', input },
  )
  return { status, stdout, stderr }
}

describe('greenroom texml lint', () => {
  it('prints each problem with file, line and column, and exits with 1 for errors', () => {
    expect(lint(['good.xml', 'menus/*.xml'])).toMatchObject({
      stdout: [
        'menus/bad.xml:2:3  error  <Gather> has no attribute numdigits. Did you mean numDigits?  unknown-attribute',
        'menus/bad.xml:2:3  warning  <Gather>: Without action, what is collected is lost.  advice',
        '1 error and 1 warning in 2 files\n',
      ].join('\n'),
      status: 1,
    })
  })

  it('exits with 0 without errors', () => {
    expect(lint(['**/good.xml'])).toMatchObject({ stdout: 'No problems in 1 file\n', status: 0 })
    expect(lint(['-'], '<Response><Gather/></Response>')).toMatchObject({
      stdout:
        '<stdin>:1:11  warning  <Gather>: Without action, what is collected is lost.  advice\n' +
        '0 errors and 1 warning in 1 file\n',
      status: 0,
    })
  })

  it('prints JSON', () => {
    const { stdout, status } = lint(['--json', 'menus/bad.xml', 'good.xml'])
    expect(JSON.parse(stdout)).toMatchObject({
      files: [
        {
          file: 'menus/bad.xml',
          problems: [
            { severity: 'error', code: 'unknown-attribute', line: 2, column: 3 },
            { severity: 'warning', code: 'advice' },
          ],
        },
        { file: 'good.xml', problems: [] },
      ],
      errors: 1,
      warnings: 1,
    })
    expect(status).toBe(1)
  })

  it.each([
    [['missing.xml'], 'missing.xml does not exist, and matches no file'],
    [['menus'], 'menus is a folder. Name its files, such as "menus/**/*.xml"'],
    [[], "Missing required argument 'files'. See greenroom texml lint --help"],
    [['--jso', 'good.xml'], "Unknown option '--jso' (Did you mean --json?). See greenroom texml lint --help"],
  ])('rejects %j with one line and status 2', (args, message) => {
    expect(lint(args)).toEqual({ status: 2, stdout: '', stderr: `${message}\n` })
  })
})
