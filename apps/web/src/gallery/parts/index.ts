import type { GalleryPart } from '../gallery-state.ts'
import { callPart, endPart, panelsPart } from './call.tsx'
import { lobbyPart } from './lobby.tsx'
import { chatPart, controlsPart, devicesPart, gridPart, peoplePart, statusPart } from './pieces.tsx'
import { themingPart } from './theming.tsx'
import { tilesPart } from './tiles.tsx'

/** Every part of `@greenroom/ui` in every state. */
export const parts: readonly GalleryPart[] = [
  callPart,
  panelsPart,
  endPart,
  lobbyPart,
  gridPart,
  tilesPart,
  controlsPart,
  devicesPart,
  chatPart,
  peoplePart,
  statusPart,
  themingPart,
]
