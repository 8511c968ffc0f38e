import { Link } from '@tanstack/react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageTitle } from '../ui/page-title.tsx'

/** The page for an unknown address. */
export function NotFound() {
  return (
    <>
      <PageTitle>Not found</PageTitle>
      <h1>Page not found</h1>
      <EmptyState title="This page does not exist">
        <Link to="/" className="text-link">
          Go to all rooms
        </Link>
      </EmptyState>
    </>
  )
}
