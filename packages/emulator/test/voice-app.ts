import { createEmulator, type EmulatorOptions } from '../src/emulator.ts'

/** What an app responds with to a request: a document, or any response. */
export type VoiceApp = (
  fields: URLSearchParams,
  path: string,
  request: Request,
) => string | Response | Promise<string | Response>

/** A request that an app got. */
export interface AppRequest {
  readonly path: string
  readonly method: string
  readonly fields: Record<string, string>
}

/** Creates an emulator with a manual clock, and an app at 127.0.0.1 with the requests that it gets. */
export function createVoiceApp(app: VoiceApp, options: EmulatorOptions = {}) {
  const requests: AppRequest[] = []
  const emulator = createEmulator({
    clock: 'manual',
    async fetch(input) {
      const request = input as Request
      const { pathname: path, searchParams } = new URL(request.url)
      const fields =
        request.method === 'GET' ? searchParams : new URLSearchParams(await request.clone().text())
      requests.push({ path, method: request.method, fields: Object.fromEntries(fields) })
      const answer = await app(fields, path, request)
      return typeof answer === 'string' ? new Response(answer) : answer
    },
    ...options,
  })
  const phone = emulator.phone('+13125550001')
  return {
    emulator,
    requests,
    /** Returns the paths of the requests, in order. */
    paths: () => requests.map(({ path }) => path),
    /** Returns the fields of the requests to a path, in order. */
    to: (path: string) => requests.filter((request) => request.path === path).map(({ fields }) => fields),
    /** Calls the app at `/voice`, or at another address. */
    call: (url = 'http://127.0.0.1:9/voice') => phone.call('+13125550002', { url }),
    phone,
  }
}
