import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Header } from '../components/header.tsx'
import { Providers } from '../components/providers.tsx'
import { SignIn } from '../components/sign-in.tsx'
import { getSessions } from '../server/app.ts'
import '@greenroom/ui/styles.css'
import './styles.css'

export const metadata: Metadata = { title: 'Greenroom app' }

export default async function Layout({ children }: { children: ReactNode }) {
  // Read first: it makes pages dynamic, so that a build renders none of them.
  const requestHeaders = await headers()
  const user = await getSessions().userOf(requestHeaders)
  return (
    <html lang="en">
      <body>
        {user === null ? (
          <SignIn />
        ) : (
          <Providers user={user}>
            <Header user={user} />
            {children}
          </Providers>
        )}
      </body>
    </html>
  )
}
