/** The page's title in the browser's tab. */
export function PageTitle({ children }: { readonly children: string }) {
  return <title>{`${children} · Greenroom`}</title>
}
