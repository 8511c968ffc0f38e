import { createServer } from 'node:net'

/** A port that `npm start` listens on, and the environment variable that changes it. */
export interface NamedPort {
  readonly variable: 'EMULATOR_PORT' | 'WORKER_PORT' | 'WEB_PORT' | 'DOCS_PORT'
  readonly port: number
}

/**
 * Reads a port from its environment variable.
 *
 * @throws {PortError} if the value is not a port number.
 */
export function readPort(variable: NamedPort['variable'], defaultPort: number): NamedPort {
  const text = process.env[variable] ?? String(defaultPort)
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new PortError(`${variable}=${text} is not a port number from 0 to 65535`)
  return { variable, port }
}

/** Reports a port that cannot be used. Its message is shown to the user. */
export class PortError extends Error {}

/** Throws a {@link PortError} if another process listens on one of the ports. */
export async function requireFree(ports: readonly NamedPort[]): Promise<void> {
  for (const { variable, port } of ports) {
    if (port !== 0 && !(await isFree(port))) {
      throw new PortError(`Port ${port} is in use. Choose another one: ${variable}=${port + 1000} npm start`)
    }
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
