import { useSignIn } from './session.ts'

/** Asks for a name. Replace it together with the sign-in of the server. */
export function SignIn() {
  const signIn = useSignIn()
  return (
    <main>
      <h1>Welcome</h1>
      <form action={(form) => signIn.mutate(String(form.get('name')))}>
        <input name="name" aria-label="Your name" placeholder="Your name" required maxLength={40} />
        <button type="submit" disabled={signIn.isPending}>
          Sign in
        </button>
      </form>
      {signIn.error && <p role="alert">{signIn.error.message}</p>}
    </main>
  )
}
