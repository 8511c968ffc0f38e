import type { MiddlewareHandler } from 'astro'

/**
 * Names the search button by its visible text, including the shortcut. The theme gives it another name, which
 * users of speech control cannot know.
 *
 * In development, also responds with the index of the playground's folder, as a host does.
 */
export const onRequest: MiddlewareHandler = async ({ url }, next) => {
  if (import.meta.env.DEV && url.pathname === '/playground/') return next('/playground/index.html')
  const response = await next()
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response
  const html = await response.text()
  return new Response(html.replace(searchButton, '<button$1$2<span class="search-label"'), response)
}

const searchButton =
  /<button( data-open-modal[^>]*?) aria-label="[^"]*"([^>]*>\s*<svg[\s\S]*?<\/svg>\s*)<span class="sl-hidden md:sl-block[^"]*" aria-hidden="true"/
