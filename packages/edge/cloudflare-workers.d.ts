// The part of workerd's module that the update hub uses. The types of a Worker (`wrangler types`) have all.
declare module 'cloudflare:workers' {
  export abstract class DurableObject<Env = unknown> {
    constructor(state: object, env: Env)
    fetch?(request: Request): Response | Promise<Response>
  }
}
