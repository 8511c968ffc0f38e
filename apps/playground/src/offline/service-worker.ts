import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching'

declare const self: ServiceWorkerScope

/** The parts of a service worker's global scope that this one uses. */
interface ServiceWorkerScope {
  /** The files of the playground, which the build lists. */
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0]
  skipWaiting(): Promise<void>
}

precacheAndRoute(self.__WB_MANIFEST, {
  // A link may carry parameters that do not change the page.
  ignoreURLParametersMatching: [/.*/],
})
cleanupOutdatedCaches()
// Open pages have loaded their files, and use the new ones after a reload.
void self.skipWaiting()
