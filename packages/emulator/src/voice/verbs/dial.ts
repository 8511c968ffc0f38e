import { elementsOf } from '@greenroom/core/texml/language'
import { type Turn, type VerbHandler, wait } from '../verb-handler.ts'
import { dialConference } from './dial-conference.ts'
import { dialLegs } from './dial-legs.ts'
import { dialQueue } from './dial-queue.ts'

/** Executes `<Dial>`, as its noun says. */
export const dial: VerbHandler<'Dial'> = {
  answers: (turn) => handlerOf(turn).answers?.(turn) ?? true,
  begin: (turn) => handlerOf(turn).begin(turn),
  on: (turn, event) => handlerOf(turn).on?.(turn, event) ?? wait,
  abandon: (turn, why) => handlerOf(turn).abandon?.(turn, why),
}

function handlerOf({ element }: Turn<'Dial'>): VerbHandler<'Dial'> {
  const names = elementsOf(element).map(({ name }) => name)
  if (names.includes('Conference')) return dialConference
  return names.includes('Queue') ? dialQueue : dialLegs
}
