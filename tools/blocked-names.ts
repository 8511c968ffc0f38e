import type { Plugin } from 'vite'

/** Path at which the page reads and replaces the list of blocked names. */
export const blockedNamesPath = '/_stack/blocked-names'

/**
 * Lets the page of the development server block names in the Worker, by `GET` and `PUT` of `{ names }`.
 * Requests from other origins are rejected.
 *
 * @param block Applies the names; resolves when they are in force.
 */
export function blockedNames(block: (names: readonly string[]) => Promise<void>): Plugin {
  let names: readonly string[] = []
  return {
    name: 'greenroom:blocked-names',
    configureServer({ middlewares }) {
      middlewares.use(blockedNamesPath, (request, response) => {
        const respond = (status: number, body: unknown) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
        }
        const from = request.headers['sec-fetch-site'] ?? 'none'
        if (from !== 'same-origin' && from !== 'none')
          return respond(403, { title: 'Requests from other origins are not allowed' })
        if (request.method !== 'PUT') return respond(200, { names })
        let text = ''
        request.setEncoding('utf8')
        request.on('data', (part: string) => {
          text += part
        })
        request.on('end', async () => {
          const requested = readNames(text)
          if (requested === undefined) return respond(422, { title: 'names must be a list of strings' })
          try {
            await block(requested)
            names = requested
            respond(200, { names })
          } catch {
            respond(503, { title: 'The Worker could not be updated' })
          }
        })
      })
    },
  }
}

function readNames(text: string): readonly string[] | undefined {
  try {
    const { names } = JSON.parse(text) as { readonly names?: unknown }
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : undefined
  } catch {
    return undefined
  }
}
