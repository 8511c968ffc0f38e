import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readGallerySearch } from '../gallery/gallery-search.ts'
import { hasEmulator } from '../lab/has-emulator.ts'
import { readRoomSearch } from '../rooms/room-search.ts'
import { RoomsPage } from '../rooms/rooms-page.tsx'
import { ErrorPage } from './error-page.tsx'
import { NotFound } from './not-found.tsx'
import { Root } from './root.tsx'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: ErrorPage })

const roomsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readRoomSearch,
  component: RoomsPage,
})

const roomRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rooms/$roomId',
  component: lazyRouteComponent(() => import('../room/room-page.tsx'), 'RoomPage'),
})

const labRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lab',
  component:
    import.meta.env.DEV && hasEmulator ? lazyRouteComponent(() => import('../lab/lab-page.tsx')) : NotFound,
})

const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/gallery',
  validateSearch: readGallerySearch,
  component: lazyRouteComponent(() => import('../gallery/gallery-page.tsx')),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([roomsRoute, roomRoute, labRoute, galleryRoute]),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
