/** The title of the page in the browser tab. */
export function PageTitle({ children }: { readonly children: string }) {
  return <title>{`${children} · Greenroom`}</title>
}
