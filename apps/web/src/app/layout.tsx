import { Link, useLocation } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { describeError } from '../errors/error-message.ts'
import { hasEmulator } from '../lab/has-emulator.ts'
import type { User } from '../session/session-api.ts'
import { useSignOut } from '../session/use-sign-out.ts'
import { Brand } from '../ui/brand.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { UpdatesMark } from './updates-mark.tsx'

/** The frame around every page of a signed-in user. */
export function Layout({ user, children }: { readonly user: User; readonly children: ReactNode }) {
  const signOut = useSignOut()
  const main = useFocusOnNavigation()
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <header className="header">
        <div className="header-inner">
          <Link to="/" className="header-home" aria-label="Greenroom, all rooms">
            <Brand />
          </Link>
          {hasEmulator ? (
            <Link to="/lab" className="text-link header-link">
              Fault lab
            </Link>
          ) : null}
          <UpdatesMark />
          <span className="header-user" title={user.name}>
            {user.name}
          </span>
          <Button onPress={() => signOut.mutate()} isPending={signOut.isPending}>
            Sign out
          </Button>
        </div>
      </header>
      <main className="page" id="main" ref={main} tabIndex={-1}>
        {signOut.isError ? (
          <Notice message={{ ...describeError(signOut.error), title: 'You are still signed in' }} />
        ) : null}
        {children}
      </main>
    </div>
  )
}

/** Moves the focus to the new page when the route changes, as loading a page does. */
function useFocusOnNavigation(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const previous = useRef(pathname)
  useEffect(() => {
    if (previous.current === pathname) return
    previous.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
