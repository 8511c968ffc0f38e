'use client'

import Link from 'next/link'
import type { User } from '../server/session.ts'

export function Header({ user }: { user: User }) {
  async function signOut() {
    await fetch('/session', { method: 'DELETE' })
    // A new page has no data of this user.
    location.assign('/')
  }
  return (
    <header>
      <Link href="/">Rooms</Link>
      <span>{user.name}</span>
      <button type="button" onClick={signOut}>
        Sign out
      </button>
    </header>
  )
}
