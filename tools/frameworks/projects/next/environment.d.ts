import type { Env } from './greenroom/gateway.ts'

declare global {
  namespace NodeJS {
    /** The variables of the gateway, which `.env` and your host set. */
    interface ProcessEnv extends Env {}
  }
}
