/** Writes a whole file, or nothing: what is stopped on the way leaves `.part` behind, and the file as it was. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.part`, text)
  await Deno.rename(`${path}.part`, path)
}

/** How large a file is, in bytes; undefined where there is none. */
export async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined
    throw error
  }
}
