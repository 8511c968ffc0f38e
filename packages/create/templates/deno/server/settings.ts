/** Returns the secrets in the environment. Ends the process if one is missing. */
export function readSecrets() {
  return {
    TELNYX_API_KEY: required('TELNYX_API_KEY'),
    GATEWAY_SECRET: required('GATEWAY_SECRET'),
    SESSION_SECRET: required('SESSION_SECRET'),
  }
}

/** Returns an environment variable. Ends the process if it is missing. */
export function required(name: string): string {
  const value = Deno.env.get(name)
  if (value) return value
  console.error(`The environment variable ${name} is missing. README.md lists all of them.`)
  Deno.exit(1)
}
