import { hostOf, isLoopbackHost, normalizeHost } from './hosts.ts'
import { refusals } from './refusal.ts'

/** Addresses of the connection over which a request arrived. */
export interface ConnectionAddresses {
  /** Address of the client. */
  readonly remote: string | undefined
  /** Address of this machine to which the client connected. */
  readonly local: string | undefined
}

/** The parts of a request that determine access. */
export interface AccessRequest {
  /** `Host` header; null without one. */
  readonly host: string | null
  /** `Origin` header; null without one. */
  readonly origin: string | null
  /** Undefined for a request in this process. */
  readonly connection: ConnectionAddresses | undefined
}

/** Decides who may use the emulator. Otherwise any website could, with a script or by DNS rebinding. */
export interface Access {
  /**
   * Rejects a request with a `Host` that does not name this machine.
   *
   * @throws {Refusal} 403
   */
  checkHost(request: AccessRequest): void
  /**
   * Rejects a request of a page on another machine.
   *
   * @throws {Refusal} 403
   */
  checkOrigin(request: AccessRequest): void
  /**
   * Rejects a request that did not arrive over loopback.
   *
   * @throws {Refusal} 403
   */
  checkPeer(request: AccessRequest): void
}

/**
 * Creates the access rules.
 *
 * @param allowedHosts - host names, or URLs that contain them, besides those of this machine: loopback, and
 *   the address to which the client connected.
 */
export function createAccess(allowedHosts: readonly string[]): Access {
  const allowed = new Set(allowedHosts.map((host) => normalizeHost(host) ?? hostOf(host)))
  const isOwn = (host: string | undefined, { connection }: AccessRequest) =>
    host !== undefined && (isLoopbackHost(host) || allowed.has(host) || host === addressOf(connection?.local))
  return {
    checkHost(request) {
      // A request in this process usually has no Host.
      if (request.host === null && request.connection === undefined) return
      if (isOwn(normalizeHost(request.host ?? ''), request)) return
      throw refusals.forbidden('The Host header does not name this machine or an allowed host (--allow-host)')
    },
    checkOrigin(request) {
      if (request.origin === null || isOwn(hostOf(request.origin), request)) return
      throw refusals.forbidden(
        'The Origin header does not name this machine or an allowed host (--allow-host)',
      )
    },
    checkPeer({ connection }) {
      if (connection === undefined) return
      // An address in the network may be that of a router or of a container's host.
      if (isLoopbackHost(addressOf(connection.remote))) return
      throw refusals.forbidden(
        'Only this machine may do this, over localhost (--control-anywhere allows others)',
      )
    },
  }
}

function addressOf(address: string | undefined): string | undefined {
  return address === undefined ? undefined : normalizeHost(address)
}
