/**
 * Writes a file through `<path>.part` and a rename. If it is interrupted, the existing file is unchanged and
 * the `.part` file remains.
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.part`, text)
  await Deno.rename(`${path}.part`, path)
}

/** Returns the size of a file in bytes, or undefined if it does not exist. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined
    throw error
  }
}
