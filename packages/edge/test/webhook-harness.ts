import { rooms } from '@greenroom/core/video'
import { createWebhookKeys, signWebhook } from '@greenroom/core/webhooks'
import { createGateway, type GatewayOptions } from '../src/index.ts'

/** The account's keys. */
export const keys = await createWebhookKeys()
export const url = 'https://app.test/telnyx/webhooks'
/** Makes the body of an event. */
export const body = (id = 'e1') => ({
  data: { id, event_type: 'video.room.session.started', payload: { room_id: 'r1', session_id: 's1' } },
})

/** Creates a gateway that receives webhooks and logs nothing. */
export function gatewayWith(onWebhook: GatewayOptions['onWebhook'], more: Partial<GatewayOptions> = {}) {
  return createGateway({
    apiKey: 'KEY_edge',
    secret: 'a secret of thirty-two bytes or more',
    audience: 'https://app.test',
    basePath: '/telnyx',
    expose: [rooms.retrieve],
    authorize: () => null,
    onWebhook,
    webhooks: { publicKeys: keys.publicKey },
    onRefusal: () => undefined,
    ...more,
  })
}

/** Signs an event. */
export const signed = (id?: string) => signWebhook(url, body(id), { privateKey: keys.privateKey })

let signedCallbacks = 0

/** Signs a status callback, each time with a new signature, as the API does. */
export function signedCallback(fields: Record<string, string>): Promise<Request> {
  signedCallbacks += 1
  return signWebhook(url, new URLSearchParams(fields).toString(), {
    privateKey: keys.privateKey,
    contentType: 'application/x-www-form-urlencoded',
    timestampSecs: Math.floor(Date.now() / 1000) - signedCallbacks,
  })
}

/** A promise to settle from outside. */
export function deferred() {
  let resolve = () => {}
  let reject = (_: Error) => {}
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}
