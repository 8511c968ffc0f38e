import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { command, greenroom } from './greenroom.ts'

describe('greenroom completion', () => {
  it.each(['bash', 'zsh', 'fish'])('prints a script for %s', async (shell) => {
    const { status, stdout } = await greenroom(['completion', shell])
    expect(status).toBe(0)
    expect(stdout).toContain('greenroom complete --')
    // Of these shells, only bash is on every machine.
    if (shell === 'bash') expect(spawnSync('bash', ['-n'], { input: stdout }).status).toBe(0)
  })

  it('completes in a bash without the package bash-completion, also if the script is loaded twice', async () => {
    const { stdout: script } = await greenroom(['completion', 'bash'])
    const program = `greenroom() { "$NODE" ${command.map((part) => `'${part}'`).join(' ')} "$@"; }
${script}
${script}
complete -p greenroom
for word in cr ''; do
  COMP_WORDS=(greenroom rooms "$word") COMP_CWORD=2
  _greenroom
  echo "\${COMPREPLY[*]}"
done`
    const env = { ...process.env, NODE: process.execPath }
    const { stdout, stderr } = spawnSync('bash', ['--norc'], { input: program, encoding: 'utf8', env })
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toEqual([
      'complete -o default -F _greenroom greenroom',
      'create',
      'list create show delete',
      '',
    ])
  })

  it('completes commands, their commands, options and choices', async () => {
    const complete = async (...words: string[]) =>
      (await greenroom(['complete', '--', ...words])).stdout.split('\n').map((line) => line.split('\t')[0])
    const [commands, rooms, options, types] = await Promise.all([
      complete(''),
      complete('rooms', ''),
      complete('token', '--'),
      complete('webhook', 'send', 'video.room.s'),
    ])
    expect(commands).toEqual(expect.arrayContaining(['dev', 'rooms', 'token', 'doctor', 'mcp']))
    expect(rooms).toEqual(expect.arrayContaining(['list', 'create', 'show', 'delete']))
    expect(options).toEqual(expect.arrayContaining(['--ttl', '--json', '--base-url']))
    expect(types).toEqual(expect.arrayContaining(['video.room.session.started', 'video.room.session.ended']))
  })

  it('rejects an unknown shell', async () => {
    expect(await greenroom(['completion', 'cmd'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Allowed choices are zsh, bash, fish, powershell'),
    })
  })
})
