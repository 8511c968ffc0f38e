import { createInterface } from 'node:readline'
import { type Client, isApiError, isGreenroomError } from '@greenroom/core'
import { playCall, retrieveCall, type ShownCall } from '../control/endpoints.ts'
import { type OutputOptions, printNote } from '../output/print.ts'
import { styled } from '../output/style.ts'
import { plainText } from '../output/table.ts'

/** Statuses of calls that are not over. */
const active: ReadonlySet<string> = new Set(['queued', 'initiated', 'ringing', 'in-progress'])
/** Keys of a telephone. */
const keys = /^[0-9A-D*#w]+$/

/**
 * Follows a call until it is over: prints what is heard, and plays the lines of the standard input. Ctrl-C
 * hangs up. Rejects if the connection to the emulator is lost.
 */
export async function followCall(
  control: Client,
  call_sid: string,
  options: OutputOptions,
): Promise<ShownCall> {
  const over = new AbortController()
  const hangUp = () => void act(control, { call_sid, action: 'hangup' }, options)
  process.on('SIGINT', hangUp)
  let status = ''
  /** Number of prompts so far, and when the last line was played. */
  let heard = 0
  let answered = 0
  const playNext = async () => {
    // What is typed is played at once. Other input would come before its question.
    if (status !== 'in-progress' || (!process.stdin.isTTY && heard <= answered)) return
    const line = lines.shift()
    if (line === undefined) return
    answered = heard
    await play(control, call_sid, line, options)
  }
  const lines: string[] = []
  const reader = createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() !== '') lines.push(line)
    void playNext()
  })
  try {
    const changes = await control.stream({ method: 'GET', path: '/_emulator/changes' }, {}, over)
    for await (const _ of changes.body ?? []) {
      const call = await retrieveCall(control, { call_sid })
      if (call.status !== status && !options.json) console.log(styled('dim', call.status))
      status = call.status
      for (const { verb, text, url } of call.heard.slice(heard)) {
        if (!options.json) console.log(`${styled('cyan', verb)}: ${plainText(text ?? url ?? '')}`)
      }
      heard = call.heard.length
      if (!active.has(call.status)) return call
      await playNext()
    }
    throw new Error('The emulator ended')
  } finally {
    over.abort()
    reader.close()
    // A pipe that stays open must not keep the process alive.
    process.stdin.destroy()
    process.off('SIGINT', hangUp)
  }
}

function play(control: Client, call_sid: string, line: string, options: OutputOptions): Promise<void> {
  const text = line.trim()
  const action = keys.test(text)
    ? ({ action: 'digits', digits: text } as const)
    : ({ action: 'speech', text } as const)
  return act(control, { call_sid, ...action }, options)
}

/** Plays the remote party. What fails is noted, such as keys after the end of the call. */
async function act(
  control: Client,
  input: Parameters<typeof playCall>[1],
  options: OutputOptions,
): Promise<void> {
  try {
    await playCall(control, input)
  } catch (error) {
    if (!isGreenroomError(error)) throw error
    printNote(isApiError(error) ? (error.detail ?? error.message) : error.message, options)
  }
}
