import { createInterface } from 'node:readline'
import { type Client, isApiError } from '@greenroom/core'
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
 * hangs up.
 */
export async function followCall(
  control: Client,
  call_sid: string,
  options: OutputOptions,
): Promise<ShownCall> {
  const over = new AbortController()
  const input = createLineInput()
  const hangUp = () => void act(control, { call_sid, action: 'hangup' }, options)
  process.on('SIGINT', hangUp)
  let heard = 0
  let status = ''
  /** Number of prompts when the last line was played. */
  let answered = -1
  try {
    const changes = await control.stream({ method: 'GET', path: '/_emulator/changes' }, {}, over)
    let call = await retrieveCall(control, { call_sid })
    for await (const _ of changes.body ?? []) {
      call = await retrieveCall(control, { call_sid })
      if (call.status !== status && !options.json) console.log(styled('dim', call.status))
      status = call.status
      for (const { verb, text, url } of call.heard.slice(heard)) {
        if (!options.json) console.log(`${styled('cyan', verb)}: ${plainText(text ?? url ?? '')}`)
      }
      heard = call.heard.length
      if (!active.has(call.status)) break
      if (call.status !== 'in-progress') continue
      // What is typed is played at once. Other input would come before its question.
      if (!input.isTyped && heard <= Math.max(answered, 0)) continue
      const line = input.next()
      if (line === undefined) continue
      answered = heard
      await play(control, call_sid, line, options)
    }
    return call
  } finally {
    over.abort()
    input.close()
    process.off('SIGINT', hangUp)
  }

  function createLineInput() {
    const isTyped = process.stdin.isTTY === true
    const lines: string[] = []
    const reader = createInterface({ input: process.stdin })
    reader.on('line', (line) => {
      if (line.trim() === '') return
      if (isTyped) void play(control, call_sid, line, options)
      else lines.push(line)
    })
    return {
      isTyped,
      next: () => lines.shift(),
      close() {
        reader.close()
        // A pipe that stays open must not keep the process alive.
        process.stdin.destroy()
      },
    }
  }
}

function play(control: Client, call_sid: string, line: string, options: OutputOptions): Promise<void> {
  const text = line.trim()
  const action = keys.test(text)
    ? ({ action: 'digits', digits: text } as const)
    : ({ action: 'speech', text } as const)
  return act(control, { call_sid, ...action }, options)
}

/** Plays the remote party. A call that ended meanwhile is no error. */
async function act(
  control: Client,
  input: Parameters<typeof playCall>[1],
  options: OutputOptions,
): Promise<void> {
  try {
    await playCall(control, input)
  } catch (error) {
    if (!isApiError(error)) throw error
    printNote(error.detail ?? error.message, options)
  }
}
