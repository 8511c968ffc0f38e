/** 20 ms of audio: 16-bit samples, one channel, 48 kHz. */
export type Frame = Int16Array

export const samplesPerFrame = 960
export const frameMs = 20

/** Decodes Opus packets. */
export interface Decoder {
  decode(payload: Uint8Array): Frame
  free(): void
}

/** Encodes audio as Opus packets. */
export interface Encoder {
  encode(frame: Frame): Uint8Array
  free(): void
}

/** Creates decoders and encoders. */
export interface Codec {
  decoder(): Decoder
  encoder(): Encoder
}
