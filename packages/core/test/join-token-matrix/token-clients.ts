import { AzureCommunicationTokenCredential } from '@azure/communication-common'
import { TokenSource } from 'livekit-client'
import { createJoinTokenSource } from '../../src/join-token/index.ts'
import type { JoinToken } from '../../src/video/rooms.ts'
import type { Tab } from './device.ts'

/** Where a subject is put: a tab, the user in it, and the server as it is seen from there. */
export interface Place {
  readonly tab: Tab
  readonly user: string
  readonly random: () => number
  readonly call: (way: 'mint' | 'refresh', signal?: AbortSignal) => Promise<JoinToken>
  /** Signs the user in; resolves when that is done. */
  readonly onUnauthorized?: (() => Promise<void>) | undefined
}

/** Keeps one user's token in one tab. */
export interface Keeper {
  /** The token that the app has now. */
  held(): string | undefined
  /** Every five seconds, the app wants a token. */
  want?(): void
  /** What happens in the app. A row that has some of it happen is for those who can be told. */
  refresh?(): Promise<unknown>
  reject?(token: string): void
  logout?(): void
  leave?(): void
  comeBack?(): void
  close(): void
}

/** Something that keeps tokens fresh. */
export interface Subject {
  readonly name: string
  open(place: Place): Keeper
}

export const greenroom: Subject = {
  name: 'Greenroom',
  open({ tab, user, random, call, onUnauthorized }) {
    const source = createJoinTokenSource({
      roomId: 'r1',
      identity: user,
      mint: ({ signal }) => call('mint', signal),
      refresh: ({ signal }) => call('refresh', signal),
      onUnauthorized,
      random,
      page: tab.page,
      timers: tab.timers,
      openChannel: tab.openChannel,
      locks: tab.locks,
    })
    let stop = source.subscribe(() => undefined)
    return {
      held: () => source.getSnapshot().token,
      refresh: () => source.refresh(),
      reject: (token) => source.reportRejected(token),
      logout: () => source.invalidate(),
      leave: () => stop(),
      comeBack() {
        stop = source.subscribe(() => undefined)
      },
      close: () => source.dispose(),
    }
  },
}

/** Has the app keep what it was given when it last asked, as an app does with a promise of a token. */
function asked(ask: () => Promise<string>, close: () => void = () => undefined): Keeper {
  let held: string | undefined
  const want = () => {
    ask().then(
      (token) => {
        held = token
      },
      () => undefined,
    )
  }
  want()
  return { held: () => held, want, close }
}

export const liveKit: Subject = {
  name: 'LiveKit TokenSource',
  open({ call }) {
    const source = TokenSource.custom(async () => {
      const { token } = await call('mint')
      return { serverUrl: 'wss://example.test', participantToken: token }
    })
    return asked(async () => (await source.fetch({ roomName: 'r1' })).participantToken)
  },
}

export const azure: Subject = {
  name: 'AzureCommunicationTokenCredential',
  open({ call }) {
    const credential = new AzureCommunicationTokenCredential({
      tokenRefresher: async () => (await call('mint')).token,
      refreshProactively: true,
    })
    return asked(
      async () => (await credential.getToken()).token,
      () => credential.dispose(),
    )
  },
}
