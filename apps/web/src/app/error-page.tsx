import type { ErrorComponentProps } from '@tanstack/react-router'
import { describeError } from '../errors/error-message.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageTitle } from '../ui/page-title.tsx'

/** Replaces a page that failed to render. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  return (
    <>
      <PageTitle>Something went wrong</PageTitle>
      <Notice message={describeError(error)}>
        <Button onPress={reset}>Try again</Button>
        <Button onPress={() => location.reload()}>Reload</Button>
      </Notice>
    </>
  )
}
