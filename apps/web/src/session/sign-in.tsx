import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form } from 'react-aria-components/Form'
import { site } from '../api/clients.ts'
import { describeError } from '../errors/error-message.ts'
import { useFieldErrors } from '../errors/use-field-errors.ts'
import { Brand } from '../ui/brand.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'
import { TextField } from '../ui/text-field.tsx'
import { create } from './session-api.ts'
import { sessionQuery } from './session-query.ts'

const fields = ['name'] as const

/** The sign-in screen. */
export function SignIn({ hasEnded }: { readonly hasEnded: boolean }) {
  const client = useQueryClient()
  const signIn = useMutation({
    mutationFn: (name: string) => create(site, { name }),
    onSuccess: ({ user }) => client.setQueryData(sessionQuery.queryKey, { user }),
  })
  const fieldErrors = useFieldErrors(signIn.error, fields)

  return (
    <main className="sign-in">
      <PageTitle>Sign in</PageTitle>
      <Brand />
      <div className="card sign-in-card">
        <div className="stack-s">
          <h1>Sign in</h1>
          <p className="text-muted">Enter the name that others see when you join a call.</p>
        </div>
        {hasEnded ? (
          <Notice
            variant="warn"
            message={{ title: 'You were signed out', detail: 'Sign in to continue where you left off.' }}
          />
        ) : null}
        {signIn.isError && fieldErrors['name'] === undefined ? (
          <Notice message={describeError(signIn.error)} />
        ) : null}
        <Form
          className="stack"
          validationErrors={fieldErrors}
          onSubmit={(event) => {
            event.preventDefault()
            signIn.mutate(String(new FormData(event.currentTarget).get('name')).trim())
          }}
        >
          <TextField
            label="Your name"
            name="name"
            autoComplete="nickname"
            maxLength={40}
            autoFocus
            isRequired
            validate={(name) => (name.trim() === '' ? 'Enter your name.' : null)}
          />
          <Button type="submit" variant="primary" isPending={signIn.isPending}>
            Sign in
          </Button>
        </Form>
      </div>
    </main>
  )
}
