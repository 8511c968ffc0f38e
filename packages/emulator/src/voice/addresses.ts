/** Returns an absolute HTTP address; undefined if there is no such address. */
export function resolveAddress(url: string, base: string | null): string | undefined {
  const resolved =
    base !== null && URL.canParse(url, base)
      ? new URL(url, base)
      : URL.canParse(url)
        ? new URL(url)
        : undefined
  return resolved && /^https?:$/.test(resolved.protocol) ? resolved.href : undefined
}

/** Returns the address of a sound, which is not requested as a document; undefined for any other address. */
export function soundAddress(url: string, base: string | null): string | undefined {
  const address = resolveAddress(url, base)
  return address !== undefined && /\.(?:mp3|wav)$/i.test(new URL(address).pathname) ? address : undefined
}
