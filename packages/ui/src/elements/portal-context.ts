import { createContext, useContext } from 'react'

/** The element in which menus and dialogs are rendered. Default: the document's body. */
export const PortalContext = createContext<Element | null>(null)

/** Returns the prop with which React Aria renders an overlay in the surrounding call. */
export function usePortalProps(): { readonly UNSTABLE_portalContainer?: Element } {
  const container = useContext(PortalContext)
  return container === null ? {} : { UNSTABLE_portalContainer: container }
}
