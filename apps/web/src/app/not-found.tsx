import { Link } from '@tanstack/react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageTitle } from '../ui/page-title.tsx'

/** What an address shows that leads nowhere. */
export function NotFound() {
  return (
    <>
      <PageTitle>Not found</PageTitle>
      <h1>There is nothing here</h1>
      <EmptyState title="This page does not exist">
        <Link to="/" className="text-link">
          Go to all rooms
        </Link>
      </EmptyState>
    </>
  )
}
