/** Prints one line on stderr and exits with status 2. */
export function fail(message: string): never {
  console.error(message)
  process.exit(2)
}
