import type { FrameRow, RunRow } from '../state/texml-rows.ts'
import type { TexmlContext } from '../texml/context.ts'
import { remakeDocument, type VoiceDocument } from './documents.ts'

/** Maximum number of variables of a call. */
const maxVariables = 1000

/** The pace of a run that has not begun a verb. */
export const noPace: RunRow['pace'] = { second: 0, begun: 0 }

/** Counts a verb that begins now: how many began within the same second of the clock. */
export function nextPace({ second, begun }: RunRow['pace'], nowMs: number): RunRow['pace'] {
  const current = Math.floor(nowMs / 1000)
  return { second: current, begun: second === current ? begun + 1 : 1 }
}

/** Returns the frame of a document before its first verb. */
export function frameOf({ xml, url, template }: VoiceDocument, role: FrameRow['role']): FrameRow {
  return {
    role,
    xml,
    url,
    ...(template && { template }),
    index: 0,
    serial: 0,
    memory: null,
    meanwhile: 0,
    requesting: false,
    fetching: false,
  }
}

/** Returns the frame with the verb of a number; undefined if that verb is over. */
export function frameBy({ state }: TexmlContext, callSid: string, serial: number): FrameRow | undefined {
  return state.runs.get(callSid)?.frames.find((frame) => frame.serial === serial)
}

/** Passes a run and the position of the frame with the verb of a number, unless that verb is over. */
export function withFrame(
  { state }: TexmlContext,
  callSid: string,
  serial: number,
  use: (run: RunRow, depth: number) => void,
): void {
  const run = state.runs.get(callSid)
  const depth = run?.frames.findIndex((frame) => frame.serial === serial) ?? -1
  if (run && depth >= 0) use(run, depth)
}

/** Changes the frame with the verb of a number, unless that verb is over. */
export function updateFrame(
  { state }: TexmlContext,
  callSid: string,
  serial: number,
  change: (frame: FrameRow) => FrameRow,
): void {
  const run = state.runs.get(callSid)
  if (!run) return
  const frames = run.frames.map((frame) => (frame.serial === serial ? change(frame) : frame))
  state.runs.put({ ...run, frames })
}

/** Sets variables of templates, also for the verbs of a document that have not run yet. */
export function setVariables(
  context: TexmlContext,
  callSid: string,
  serial: number,
  added: Record<string, string>,
): void {
  const run = context.state.runs.get(callSid)
  if (!run) return
  const variables = Object.fromEntries(Object.entries({ ...run.variables, ...added }).slice(-maxVariables))
  const frames = run.frames.map((frame) => {
    if (frame.serial !== serial) return frame
    const remade = remakeDocument(context, frame, variables, frame.index + 1)
    return remade ? { ...frame, xml: remade.xml } : frame
  })
  context.state.runs.put({ ...run, variables, frames })
}
