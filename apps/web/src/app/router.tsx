import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { RoomsPage } from '../rooms/rooms-page.tsx'
import { Crash } from './crash.tsx'
import { NotFound } from './not-found.tsx'
import { Root } from './root.tsx'

const rootRoute = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Crash })

const roomsRoute = createRoute({ getParentRoute: () => rootRoute, path: '/', component: RoomsPage })

const roomRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rooms/$roomId',
  component: lazyRouteComponent(() => import('../room/room-page.tsx'), 'RoomPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([roomsRoute, roomRoute]),
  defaultPreload: 'intent',
  defaultErrorComponent: Crash,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
