import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline, type Readable, type Transform } from 'node:stream'
import * as zlib from 'node:zlib'

/** A file expands to at most this many bytes. More is an error, since the rest would go unread. */
const maxBytes = 1 << 30
const pieceBytes = 1 << 20

/** Thrown for a file that the scan cannot read to its end. */
export class UnreadableFile extends Error {}

/**
 * Yields the text of a file in pieces: decompressed (gzip, zlib, Brotli, Zstandard) and decoded (UTF-8,
 * UTF-16). Bytes that are not text are decoded as UTF-8, so that text between them is found.
 *
 * @throws {UnreadableFile} For a file that is damaged, or that expands to more than 1 GiB.
 */
export async function* readText(path: string): AsyncGenerator<string> {
  const decompress = decompressorOf(path, await firstBytes(path))
  const source = createReadStream(path, { highWaterMark: pieceBytes })
  // The pipeline closes both streams on an error, which the loop below receives.
  const bytes: Readable = decompress ? pipeline(source, decompress, () => undefined) : source
  let decoder: TextDecoder | undefined
  let total = 0
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      total += piece.length
      if (total > maxBytes) throw new UnreadableFile('it expands to more than 1 GiB')
      decoder ??= new TextDecoder(encodingOf(piece))
      yield decoder.decode(piece, { stream: true })
    }
    yield decoder?.decode() ?? ''
  } catch (error) {
    if (error instanceof UnreadableFile || !decompress) throw error
    throw new UnreadableFile(`it cannot be decompressed: ${(error as Error).message}`)
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(4), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function decompressorOf(path: string, first: Buffer): Transform | undefined {
  const magic = first.toString('hex')
  if (magic.startsWith('1f8b')) return zlib.createGunzip()
  if (magic === '28b52ffd') {
    // Node has Zstandard since 22.15. Types say that it always has.
    if (!('createZstdDecompress' in zlib)) throw new UnreadableFile('Zstandard needs Node 22.15 or later')
    return zlib.createZstdDecompress()
  }
  // Brotli has no magic number.
  if (path.endsWith('.br') && first.length > 0) return zlib.createBrotliDecompress()
  return path.endsWith('.zz') && magic.startsWith('78') ? zlib.createInflate() : undefined
}

/** Recognizes UTF-16 by its byte order mark, or by the zero bytes that ASCII text has in it. */
function encodingOf(piece: Buffer): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be'
  const sample = piece.subarray(0, 1024)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = sample.length / 4
  if (odd > most && even < odd / 8) return 'utf-16le'
  return even > most && odd < even / 8 ? 'utf-16be' : 'utf-8'
}
