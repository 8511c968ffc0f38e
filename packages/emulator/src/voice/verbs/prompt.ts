import {
  beginPrompts,
  continuePrompts,
  type PromptMemory,
  type PromptState,
  stopPrompts,
} from '../prompts.ts'
import { next, type Step, type VerbHandler, wait } from '../verb-handler.ts'

function stepOf(state: PromptState | undefined): Step {
  if (state === undefined || state === 'playing') return wait
  return state === 'done' ? next : state
}

/** Executes `<Say>`: takes as long as the text is spoken. */
export const say: VerbHandler<'Say', PromptMemory> = promptHandler()

/** Executes `<Play>`: takes as long as the sound. */
export const play: VerbHandler<'Play', PromptMemory> = promptHandler()

function promptHandler(): VerbHandler<'Say' | 'Play', PromptMemory> {
  return {
    begin: (turn) => stepOf(beginPrompts(turn, [turn.element])),
    on: (turn, event) => stepOf(continuePrompts(turn, [turn.element], event)),
    abandon: stopPrompts,
  }
}
