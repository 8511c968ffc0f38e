import { AzureCommunicationTokenCredential } from '@azure/communication-common'
import { TokenSource } from 'livekit-client'
import { createJoinTokenSource } from '../../src/join-token/index.ts'
import type { JoinToken } from '../../src/video/rooms.ts'
import type { Tab } from './device.ts'

/** The environment of a library: a tab, its user, and the server. */
export interface ClientContext {
  readonly tab: Tab
  readonly user: string
  readonly random: () => number
  readonly call: (kind: 'mint' | 'refresh', signal?: AbortSignal) => Promise<JoinToken>
  /** Signs the user in; resolves when that is done. */
  readonly onUnauthorized?: (() => Promise<void>) | undefined
}

/** Keeps one user's token in one tab. */
export interface TokenClient {
  /** Returns the token that the app would use now. */
  token(): string | undefined
  /** Has the app request a token, every five seconds. */
  poll?(): void
  /** Events in the app, for libraries that have methods for them. */
  refresh?(): Promise<unknown>
  reject?(token: string): void
  logout?(): void
  leave?(): void
  comeBack?(): void
  close(): void
}

/** A library that keeps tokens fresh. */
export interface TokenLibrary {
  readonly name: string
  open(context: ClientContext): TokenClient
}

export const greenroom: TokenLibrary = {
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
      token: () => source.getSnapshot().token,
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

/** Makes a client of a library without subscriptions: the app polls it and keeps the last token. */
function pollingClient(request: () => Promise<string>, close: () => void = () => undefined): TokenClient {
  let last: string | undefined
  const poll = () => {
    request().then(
      (token) => {
        last = token
      },
      () => undefined,
    )
  }
  poll()
  return { token: () => last, poll, close }
}

export const liveKit: TokenLibrary = {
  name: 'LiveKit TokenSource',
  open({ call }) {
    const source = TokenSource.custom(async () => {
      const { token } = await call('mint')
      return { serverUrl: 'wss://example.test', participantToken: token }
    })
    return pollingClient(async () => (await source.fetch({ roomName: 'r1' })).participantToken)
  },
}

export const azure: TokenLibrary = {
  name: 'AzureCommunicationTokenCredential',
  open({ call }) {
    const credential = new AzureCommunicationTokenCredential({
      tokenRefresher: async () => (await call('mint')).token,
      refreshProactively: true,
    })
    return pollingClient(
      async () => (await credential.getToken()).token,
      () => credential.dispose(),
    )
  },
}
