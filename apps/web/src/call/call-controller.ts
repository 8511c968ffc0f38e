import { isApiError } from '@greenroom/core'
import type { Call } from './emulated-call.ts'
import { type TokenEvent, withToken, withVerdict } from './token-events.ts'

/** Where somebody stands with a room. */
export type CallStep = 'joining' | 'in' | 'leaving' | 'out'

/** What a call comes to at a moment. */
export interface CallState {
  readonly step: CallStep
  /** Who this is in the room's sessions; from the join on. */
  readonly participantId: string | undefined
  /** Why it is over, where that was not wished for. */
  readonly error: unknown
  /** Whether the room put this person out. */
  readonly wasRemoved: boolean
  readonly events: readonly TokenEvent[]
}

/** A token as the page holds it. */
export interface HeldToken {
  readonly token: string
  /** In milliseconds since 1970. */
  readonly expiresAt: number
  /** The gateway's signed statement of who this is, if it gives one. */
  readonly context: string | undefined
  /** Says that the room does not take it, so that there will be another. */
  readonly reject: () => void
}

/** One call, from the wish to join to the leave. */
export interface CallController {
  /** Gives the current token: the first lets in, later ones are handed to the call. A known one changes nothing. */
  offer(held: HeldToken): void
  /** Ends it, because of an error if there is one. */
  leave(because?: unknown): Promise<void>
  /** Takes note that the room put this person out. */
  noteRemoved(): void
  getSnapshot(): CallState
  subscribe(listener: () => void): () => void
}

/** What a call stands on. */
export interface CallControllerOptions {
  readonly join: (held: HeldToken) => Promise<Call>
  /** Default: `Date.now`. */
  readonly now?: () => number
}

/** Makes the controller of one call. It does nothing until a token is offered. */
export function createCallController({ join, now = Date.now }: CallControllerOptions): CallController {
  let state: CallState = {
    step: 'joining',
    participantId: undefined,
    error: undefined,
    wasRemoved: false,
    events: [],
  }
  let call: Call | undefined
  let latest: HeldToken | undefined
  let isJoining = false
  let rejections = 0
  const listeners = new Set<() => void>()

  const set = (changes: Partial<CallState>) => {
    state = { ...state, ...changes }
    for (const listener of listeners) listener()
  }
  const isOver = () => state.step === 'leaving' || state.step === 'out'
  const judge = (held: HeldToken, verdict: TokenEvent['verdict']) => {
    // Of a token that another has replaced nothing is told any more.
    if (held === latest) set({ events: withVerdict(state.events, verdict) })
  }

  const enter = async (held: HeldToken): Promise<void> => {
    try {
      const joined = await join(held)
      // Whoever pressed Leave meanwhile must not stay in the room unseen.
      if (isOver()) return await joined.leave().catch(() => undefined)
      call = joined
      set({ step: 'in', participantId: joined.participantId })
      judge(held, 'accepted')
      if (latest && latest !== held) await renew(joined, latest)
    } catch (error) {
      judge(held, 'refused')
      if (isOver()) return
      if (!isRejection(error) || rejections++ > 0) return set({ step: 'out', error })
      // The next token may have come while this one was tried.
      if (latest && latest !== held) return await enter(latest)
      held.reject()
    }
  }

  const renew = async (joined: Call, held: HeldToken) => {
    try {
      await joined.renew(held.token)
      judge(held, 'accepted')
    } catch {
      judge(held, 'refused')
      held.reject()
    }
  }

  return {
    offer(held) {
      if (isOver() || held.token === latest?.token) return
      latest = held
      set({ events: withToken(state.events, { at: now(), expiresAt: held.expiresAt }) })
      if (call) void renew(call, held)
      else if (!isJoining) {
        isJoining = true
        void enter(held).finally(() => {
          isJoining = false
        })
      }
    },
    async leave(because) {
      if (isOver()) return
      set({ step: 'leaving', error: because })
      // A leave that does not get through ends the call here all the same; the room finds out in time.
      await call?.leave().catch(() => undefined)
      set({ step: 'out' })
    },
    noteRemoved() {
      if (state.step === 'in') set({ step: 'out', wasRemoved: true })
    },
    getSnapshot: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Whether the room turned somebody away for the token that they had. */
function isRejection(error: unknown): boolean {
  return isApiError(error) && error.status === 401
}
