/**
 * A script that runs before a page of the emulator, in a frame without an origin. Such a frame cannot make
 * requests, so this passes them to the playground, which has the emulator.
 */
export const bridgeScript = `(() => {
const page = document.currentScript.dataset.page
let search = new URL(page, 'http://localhost').search
const path = page.slice(0, page.length - search.length)
const pending = new Map()
const sources = new Set()
let lastId = 0
const post = (message) => parent.postMessage(message, '*')
window.fetch = async (url, { method = 'GET', body, headers } = {}) => {
  const text = body === undefined ? undefined : String(body)
  const contentType = body instanceof URLSearchParams ? 'application/x-www-form-urlencoded' : undefined
  const id = ++lastId
  const { pathname, search: query } = new URL(String(url).replace(/^srcdoc/, path), document.baseURI)
  const own = pathname + query
  // The address of this frame has no query until the page changes it.
  const target = own === path ? path + search : own
  const response = await new Promise((resolve, reject) => {
    pending.set(id, { resolve, reject })
    post({ type: 'request', id, method, path: target, body: text, contentType })
  })
  return new Response(response.status === 204 ? null : response.body, { status: response.status, headers: { 'content-type': response.contentType } })
}
window.EventSource = class {
  constructor() { sources.add(this); queueMicrotask(() => this.onmessage?.({})) }
  close() { sources.delete(this) }
}
history.replaceState = (state, title, url) => { search = new URL(url).search }
addEventListener('message', ({ source, data }) => {
  if (source !== parent) return
  if (data.type === 'changed') for (const source of sources) source.onmessage?.({})
  if (data.type === 'theme') document.documentElement.style.setProperty('color-scheme', data.theme, 'important')
  const request = pending.get(data.id)
  if (!request) return
  pending.delete(data.id)
  if (data.type === 'response') request.resolve(data)
  // What a browser reports for a server that is gone.
  else request.reject(new TypeError('The program was stopped.'))
})
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="/"]')
  if (!link) return
  event.preventDefault()
  post({ type: 'open', path: link.getAttribute('href') })
}, true)
})()`
