const name = 'greenroom:session'
const message = 'signed-out'

/** Notifies the other tabs that the user has signed out. */
export function announceSignOut(): void {
  const channel = new BroadcastChannel(name)
  channel.postMessage(message)
  channel.close()
}

/** Calls the listener when the user signs out in another tab. Returns a function that unsubscribes. */
export function subscribeToSignOut(onSignOut: () => void): () => void {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }) => {
    if (data === message) onSignOut()
  }
  return () => channel.close()
}
