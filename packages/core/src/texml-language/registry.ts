import type { AnyVerb } from './definition.ts'
import { root } from './response.ts'
import { hangup, pause, redirect, reject } from './verbs/flow.ts'
import { gather } from './verbs/gather.ts'
import { play } from './verbs/play.ts'
import { say } from './verbs/say.ts'
import { ssmlDefinition, ssmlIds } from './verbs/ssml.ts'

/** Every verb and noun, by its id. */
export const verbs = {
  Response: root,
  Say: say,
  Play: play,
  Gather: gather,
  Hangup: hangup,
  Pause: pause,
  Redirect: redirect,
  Reject: reject,
} as const

const definitions: ReadonlyMap<string, AnyVerb> = new Map<string, AnyVerb>([
  ...Object.entries(verbs),
  ...ssmlIds.map((id) => [id, ssmlDefinition(id)] as const),
])

/** Returns the definition of a verb or noun by its id. */
export function definitionOf(id: string): AnyVerb | undefined {
  return definitions.get(id)
}
