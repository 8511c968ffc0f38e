import type { Plugin } from 'vite'

/** Where the page asks who is blocked, and says who is to be. */
export const blockedNamesPath = '/_stack/blocked-names'

/**
 * Lets the page of a development server block names in the Worker: `GET` and `PUT` of `{ names }`. It takes calls
 * of its own pages alone.
 *
 * @param block Puts the names into force; resolves once they are.
 */
export function blockedNames(block: (names: readonly string[]) => Promise<void>): Plugin {
  let names: readonly string[] = []
  return {
    name: 'greenroom:blocked-names',
    configureServer({ middlewares }) {
      middlewares.use(blockedNamesPath, (request, response) => {
        const answer = (status: number, body: unknown) => {
          response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
        }
        const from = request.headers['sec-fetch-site'] ?? 'none'
        if (from !== 'same-origin' && from !== 'none') return answer(403, { title: 'Not from here' })
        if (request.method !== 'PUT') return answer(200, { names })
        let text = ''
        request.setEncoding('utf8')
        request.on('data', (part: string) => {
          text += part
        })
        request.on('end', async () => {
          const wanted = readNames(text)
          if (wanted === undefined) return answer(422, { title: 'names is a list of names' })
          try {
            await block(wanted)
            names = wanted
            answer(200, { names })
          } catch {
            answer(503, { title: 'The Worker could not be changed' })
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
