/** Stands for the base class of `cloudflare:workers` where the tests run in Node. */
export class DurableObject {}
