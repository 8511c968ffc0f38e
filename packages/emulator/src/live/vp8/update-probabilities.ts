/**
 * Probability, in 256ths, that each coefficient probability stays unchanged (RFC 6386, section 13.4): four
 * block types (array items), 8 bands (separated by commas), 3 contexts (slashes) and 11 positions in the tree
 * (spaces). Missing values are 255.
 */
const table = [
  '//,176 246/223 241 252/249 253 253,255 244 252/234 254 254/253,255 246 254/239 253 254/254 255 254,' +
    '255 248 254/251 255 254/,255 253 254/251 254 254/254 255 254,255 254 253 255 254/250 255 254 255 254/254,//',
  '217/225 252 241 253 255 255 254/234 250 241 250 253 255 253 254,255 254/223 254 254/238 253 254 254,' +
    '255 248 254/249 254/,255 253/247 254/,255 253 254/252/,255 254 254/253/,255 254 253/250/254,//',
  '186 251 250/234 251 244 254/251 251 243 253 254 255 254,255 253 254/236 253 254/251 253 253 254 254,' +
    '255 254 254/254 254 254/,255 254/254 254/254,/254/,//,//,//',
  '248/250 254 252 254/248 254 249 253,255 253 253/246 253 253/252 254 251 254 254,' +
    '255 254 252/248 254 253/253 255 254 254,255 251 254/245 251 254/253 253 254,255 251 253/252 253 254/255 254,' +
    '255 252/249 255 254/255 255 254,255 255 253/250/,/254/',
]

/** The probabilities in the order of a frame header. */
export const updateProbabilities: readonly UpdateProbability[] = table.flatMap((bands, type) =>
  bands.split(',').flatMap((contexts, band) =>
    contexts.split('/').flatMap((text) => {
      const values = text === '' ? [] : text.split(' ').map(Number)
      return Array.from({ length: 11 }, (_, place) => ({ type, band, place, stays: values[place] ?? 255 }))
    }),
  ),
)

/** One probability and its position. */
export interface UpdateProbability {
  readonly type: number
  readonly band: number
  readonly place: number
  readonly stays: number
}
