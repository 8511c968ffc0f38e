import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeError } from '../errors/error-message.ts'
import { isTransientFailure } from '../errors/failure-kind.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { User } from './session-api.ts'
import { sessionQuery } from './session-query.ts'
import { SignIn } from './sign-in.tsx'
import { UserContext } from './user-context.ts'

/** Renders the page for a signed-in user. Others see the sign-in form at the same address. */
export function SessionGate({ children }: { readonly children: (user: User) => ReactNode }) {
  const { data, error, refetch } = useQuery(sessionQuery)

  if (data?.user) return <UserContext value={data.user}>{children(data.user)}</UserContext>
  if (data) return <SignIn hasEnded={data.hasEnded} />
  return (
    <main className="loading-page">
      {error === null || isTransientFailure(error) ? (
        <Skeleton count={4} label="Loading" />
      ) : (
        <Notice message={describeError(error)}>
          <Button onPress={() => void refetch()}>Try again</Button>
        </Notice>
      )}
    </main>
  )
}
