/**
 * Creates the `fetch` of programs. Requests to this machine and to the API reach the emulator; there is no
 * other network.
 */
export function createProgramFetch(emulatorFetch: () => typeof fetch): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { protocol, hostname } = new URL(request.url)
    const isEmulated =
      hostname === 'api.telnyx.com' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
    if (/^https?:$/.test(protocol) && isEmulated) return emulatorFetch()(request)
    throw new TypeError(
      `The playground has no network: ${hostname || request.url} is out of reach. The emulator is at http://localhost.`,
    )
  }
}
