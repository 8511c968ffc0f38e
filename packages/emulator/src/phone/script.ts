import { followScript } from '../inspector/follow-script.ts'
import { pageScript } from './script/page-script.ts'
import { recorderScript } from './script/recorder-script.ts'
import { soundScript } from './script/sound-script.ts'
import { pickVoice, splitSpeech } from './speech.ts'
import { keyFrequencies } from './tones.ts'
import { encodeWav } from './wav.ts'

/** The script of the phone: tested functions by their text, then the parts that use the browser. */
export const script = [
  `const keyFrequencies = ${keyFrequencies}`,
  `const pickVoice = ${pickVoice}`,
  `const splitSpeech = ${splitSpeech}`,
  `const encodeWav = ${encodeWav}`,
  followScript,
  soundScript,
  recorderScript,
  pageScript,
].join('\n')
