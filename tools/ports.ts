import { createServer } from 'node:net'

/** A port of `npm start`, and the variable that moves it. */
export interface NamedPort {
  readonly variable: 'EMULATOR_PORT' | 'WORKER_PORT' | 'WEB_PORT'
  readonly port: number
}

/** Reads a port from its variable; says which variable is wrong if it is none. */
export function readPort(variable: NamedPort['variable'], otherwise: number): NamedPort {
  const text = process.env[variable] ?? String(otherwise)
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new PortError(`${variable}=${text} is not a port`)
  return { variable, port }
}

/** A port that cannot be used; its message is for the user. */
export class PortError extends Error {}

/** Refuses ports that somebody else listens on, before anything is started. */
export async function requireFree(ports: readonly NamedPort[]): Promise<void> {
  for (const { variable, port } of ports) {
    if (port !== 0 && !(await isFree(port))) {
      throw new PortError(
        `Port ${port} is in use. Set ${variable} to another one, e.g. ${variable}=${port + 1000} npm start`,
      )
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
