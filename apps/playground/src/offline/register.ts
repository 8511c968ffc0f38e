/**
 * Stores the files of the playground for use without a network. Browsers may prohibit it; the playground then
 * needs the network.
 */
export async function registerOffline(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  await navigator.serviceWorker
    .register(new URL('service-worker.js', document.baseURI))
    .catch(() => undefined)
}
