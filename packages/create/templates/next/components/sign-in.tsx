'use client'

import { useRouter } from 'next/navigation'
import { useActionState } from 'react'

/** Asks for a name. Replace it together with the sign-in of the server. */
export function SignIn() {
  const router = useRouter()
  const [error, signIn, isPending] = useActionState(async (_: string | null, form: FormData) => {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: form.get('name') }),
    })
    if (!response.ok) return `The server answered with status ${response.status}.`
    router.refresh()
    return null
  }, null)
  return (
    <main>
      <h1>Welcome</h1>
      <form action={signIn}>
        <input name="name" aria-label="Your name" placeholder="Your name" required maxLength={40} />
        <button type="submit" disabled={isPending}>
          Sign in
        </button>
      </form>
      {error && <p role="alert">{error}</p>}
    </main>
  )
}
