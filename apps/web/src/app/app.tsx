import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { router } from './router.tsx'

/** The app with what it stands on. The words are English, so numbers and dates are too. */
export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en">
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>
  )
}
