import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { router } from './router.tsx'

/** The app with its providers. Its texts are English, so numbers and dates use the English locale. */
export function App({ queryClient }: { readonly queryClient: QueryClient }) {
  return (
    <QueryClientProvider client={queryClient}>
      <I18nProvider locale="en">
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>
  )
}
