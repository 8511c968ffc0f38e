/** Sound: 16 bits, one channel, 48 kHz, 20 ms. */
export type Frame = Int16Array

export const samplesPerFrame = 960
export const frameMs = 20

/** Turns packets of Opus into sound. */
export interface Decoder {
  decode(payload: Uint8Array): Frame
  free(): void
}

/** Turns sound into packets of Opus. */
export interface Encoder {
  encode(frame: Frame): Uint8Array
  free(): void
}

/** Makes decoders and encoders. */
export interface Codec {
  decoder(): Decoder
  encoder(): Encoder
}
