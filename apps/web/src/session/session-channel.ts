const name = 'greenroom:session'
const message = 'signed-out'

/** Tells the other tabs that the person has signed out here. */
export function announceSignOut(): void {
  const channel = new BroadcastChannel(name)
  channel.postMessage(message)
  channel.close()
}

/** Calls back when the person has signed out in another tab. Answers how to stop. */
export function subscribeToSignOut(onSignOut: () => void): () => void {
  const channel = new BroadcastChannel(name)
  channel.onmessage = ({ data }) => {
    if (data === message) onSignOut()
  }
  return () => channel.close()
}
