import type { AnyEndpoint } from '@greenroom/core'

/**
 * An endpoint that a gateway can expose. Endpoints with a form body are excluded: a page of any site can send
 * a form.
 */
export type Exposable = Exclude<AnyEndpoint, { readonly encoding: 'form' }>
