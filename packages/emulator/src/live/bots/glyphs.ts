/** Glyphs of 5 by 7 squares: one base-32 digit for each row, with its bits from left to right. */
const glyphs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    A: 'ehhvhhh',
    B: 'uhhuhhu',
    C: 'ehggghe',
    D: 'uhhhhhu',
    E: 'vgguggv',
    F: 'vgguggg',
    G: 'ehgnhhf',
    H: 'hhhvhhh',
    I: 'e44444e',
    J: '72222ic',
    K: 'hikokih',
    L: 'ggggggv',
    M: 'hrllhhh',
    N: 'hpljhhh',
    O: 'ehhhhhe',
    P: 'uhhuggg',
    Q: 'ehhhlid',
    R: 'uhhukih',
    S: 'fgge11u',
    T: 'v444444',
    U: 'hhhhhhe',
    V: 'hhhhha4',
    W: 'hhhllla',
    X: 'hha4ahh',
    Y: 'hhha444',
    Z: 'v1248gv',
    0: 'ehjlphe',
    1: '4c4444e',
    2: 'eh1248v',
    3: 'v2421he',
    4: '26aiv22',
    5: 'vgu11he',
    6: '68guhhe',
    7: 'v124888',
    8: 'ehhehhe',
    9: 'ehhf12c',
  }),
)

export const glyphWidth = 5
export const glyphHeight = 7

/** Returns whether a character has ink at a position. Characters without a glyph have no ink. */
export function hasInk(letter: string, x: number, y: number): boolean {
  const row = Number.parseInt(glyphs.get(letter.toUpperCase())?.[y] ?? '0', 32)
  return x >= 0 && x < glyphWidth && ((row >> (glyphWidth - 1 - x)) & 1) === 1
}
