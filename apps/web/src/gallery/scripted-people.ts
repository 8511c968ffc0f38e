/** A participant of a scripted room. */
export interface ScriptedPerson {
  readonly name: string
  /** Default: a camera that is on. `none`: no stream at all. */
  readonly camera?: 'on' | 'off' | 'weak' | 'frozen' | 'none'
  /** Default: true. */
  readonly isMicrophoneOn?: boolean
  /** Whether a host muted them. Default: false. */
  readonly isMuted?: boolean
  /** Default: false. */
  readonly isSpeaking?: boolean
  /** Whether they joined by phone. Default: false. */
  readonly isTelephone?: boolean
  /** Whether they share a screen. Default: false. */
  readonly hasScreen?: boolean
}

// cspell:disable
/** Names of any length and script. */
export const names = [
  'Ben Okafor',
  'Chloé Lefèvre',
  'Darius Mehr',
  'Emilia Nowak',
  'Dr. Maximiliane Freifrau von Hohenstein-Waldburg',
  'Farah Aziz',
  'Gonçalo Pires',
  'ليلى الحسن',
  '山田 太郎',
  'Ingrid Solberg',
  'Jun Park',
  'Kwame Mensah',
  'Lucía Fernández',
  'Mia',
  'נועה לוי',
  'Oskar Lindqvist',
  'Priya Raman',
  'Quentin Dubois',
  'Rosa Marchetti',
  'Sven Björk',
  'Tamsin Whitlock',
  'Uchenna Eze',
  'Valentina Rossi',
  'Wei Zhang',
]

const arabicMessage = 'مرحبا، سأنضم بعد قليل'
// cspell:enable

/** The messages of a chat: the place of the sender in the list of people, and the text. */
export const conversation: readonly (readonly [sender: number, text: string])[] = [
  [1, 'Good morning! Can everyone see the new layout?'],
  [1, 'The draft is at https://example.com/drafts/autumn-2026/landing-page?version=12'],
  [2, 'Yes, it looks good. Two small things about the header, I’ll write them down.'],
  [0, 'Thanks, please do.'],
  [4, arabicMessage],
  [3, `A word without spaces must not widen the panel: ${'letters'.repeat(14)}`],
]

/** The user of the gallery. */
export const you: ScriptedPerson = { name: 'Ann Becker' }

/** Returns that many people, the user included. Some have no camera or microphone, and one speaks. */
export function crowd(count: number): readonly ScriptedPerson[] {
  const others = Array.from({ length: count - 1 }, (_, index): ScriptedPerson => {
    const name = names[index % names.length] ?? 'Guest'
    const round = Math.floor(index / names.length)
    return {
      name: round === 0 ? name : `${name} ${round + 1}`,
      camera: index % 4 === 3 ? 'off' : 'on',
      isMicrophoneOn: index % 3 !== 1,
      isMuted: index === 6,
      isSpeaking: index === 2 || (count === 2 && index === 0),
      isTelephone: index === 9,
    }
  })
  return [you, ...others]
}

/** Returns the id of the participant at a place in the script; the user has the first place. */
export function idOf(index: number): string {
  return `${index.toString(16).padStart(4, '0')}c7a1-5f2e-4a57-9d0a-2f4a6f1b9c11`
}
