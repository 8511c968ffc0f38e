import { createLink } from '@tanstack/react-router'
import { Link as AriaLink } from 'react-aria-components/Link'

/** A link to a route of this app. */
export const Link = createLink(AriaLink)
