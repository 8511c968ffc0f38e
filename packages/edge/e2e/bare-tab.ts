import type { Browser } from 'playwright-core'

/** A tab that behaves as a user's: it can be hidden. */
export interface BareTab {
  /** Evaluates an expression in the tab and resolves to its value. */
  read<T>(expression: string): Promise<T>
  /** Opens another tab in front of it. */
  cover(): Promise<void>
  /** Freezes the tab, as browsers do with tabs that were hidden for long, or resumes it. */
  setLifecycle(state: 'frozen' | 'active'): Promise<void>
  close(): Promise<void>
}

/** Opens a tab that can be hidden. Playwright's own pages always report that they are visible. */
export async function openBareTab(browser: Browser, url: string): Promise<BareTab> {
  const session = await browser.newBrowserCDPSession()
  const { targetId } = await session.send('Target.createTarget', { url })
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  let lastId = 0

  function send(method: string, params: object): Promise<Readonly<Record<string, unknown>>> {
    lastId += 1
    const id = lastId
    return new Promise((resolve, reject) => {
      const onMessage = (event: { readonly message: string }) => {
        const answer = JSON.parse(event.message)
        if (answer.id !== id) return
        session.off('Target.receivedMessageFromTarget', onMessage)
        if (!answer.result || answer.result.exceptionDetails) reject(new Error(event.message))
        else resolve(answer.result)
      }
      session.on('Target.receivedMessageFromTarget', onMessage)
      const message = JSON.stringify({ id, method, params })
      session.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
    })
  }

  return {
    async read<T>(expression: string) {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true })
      return (result as { readonly value: T }).value
    },
    async cover() {
      await session.send('Target.createTarget', { url: 'about:blank' })
    },
    async setLifecycle(state) {
      await send('Page.setWebLifecycleState', { state })
    },
    async close() {
      await session.send('Target.closeTarget', { targetId })
      await session.detach()
    },
  }
}
