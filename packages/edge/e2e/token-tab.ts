import { createClient } from '@greenroom/core'
import {
  createJoinTokenSource,
  type JoinTokenEvent,
  type JoinTokenSnapshot,
  type JoinTokenSource,
  joinTokenFrom,
} from '@greenroom/core/join-token'

let source: JoinTokenSource | undefined
let stop = () => {}
const events: JoinTokenEvent['type'][] = []
const tokens: string[] = []
/** The status of each snapshot, without repetitions. */
const statuses: JoinTokenSnapshot['status'][] = []

/** Names of errors that a snapshot had beside a usable token. */
const errorsWithToken: string[] = []

/** Functions of a tab, which tests call. */
const tab = {
  open(room_id: string): void {
    const client = createClient({ baseUrl: '/telnyx' })
    const opened = createJoinTokenSource({
      roomId: room_id,
      identity: 'ann',
      ...joinTokenFrom(client, room_id),
      onEvent: ({ type }) => events.push(type),
    })
    source = opened
    stop = opened.subscribe(() => {
      const { token, status, error } = opened.getSnapshot()
      if (status === 'success' && error) errorsWithToken.push(error.name)
      if (token !== undefined && token !== tokens.at(-1)) tokens.push(token)
      if (status !== statuses.at(-1)) statuses.push(status)
    })
  },
  read: () => ({
    ...(source?.getSnapshot() ?? { status: undefined, token: undefined, expiresAt: undefined }),
    error: source?.getSnapshot().error?.name,
    isHidden: document.hidden,
    isOnline: navigator.onLine,
    events,
    tokens,
    statuses,
    errorsWithToken,
  }),
  logOut: () => source?.invalidate(),
  close(): void {
    stop()
    source?.dispose()
  },
}

export type TokenTab = typeof tab
Object.assign(globalThis, { tokenTab: tab })
