import { next, type Turn, type VerbHandler, type VerbName } from '../verb-handler.ts'

/** Notes a verb that the emulator does not execute, and goes on with the next one. */
export const notExecuted = {
  answers: () => false,
  begin(turn: Pick<Turn, 'note' | 'element'>) {
    turn.note('not executed', `<${turn.element.name}>`)
    return next
  },
} satisfies VerbHandler<VerbName>
