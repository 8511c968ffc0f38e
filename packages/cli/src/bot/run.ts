import type { Client } from '@greenroom/core'
import { type ApiOptions, callApi } from '../api/call-api.ts'
import { findRoom } from '../api/find-room.ts'
import { requireEmulator } from '../control/control-client.ts'
import { addBot, type Bot, removeBots } from '../control/endpoints.ts'
import { printResult } from '../output/print.ts'

/** Options of `bot`. */
export interface BotOptions extends ApiOptions {
  readonly name?: string
  readonly picture?: string | boolean
  readonly tone?: number | true
  readonly telephone?: true
  readonly context?: string
  readonly count?: number
  readonly remove?: true
}

/** Lets bots join a room, or removes them. */
export async function runBot(room: string, options: BotOptions): Promise<void> {
  const activity = options.remove ? 'Removing the bots' : 'Adding the bot'
  const bots = await callApi(activity, options, async ({ client, target }) => {
    const control = await requireEmulator(target, 'bot')
    const { id: room_id } = await findRoom(client, room)
    if (!options.remove) return addBots(control, room_id, options)
    await removeBots(control, { room_id })
    return undefined
  })
  if (!bots) printResult({ removed: true }, 'Removed all bots', options)
  else printResult(options.count === undefined ? bots[0] : bots, bots.map(({ id }) => id).join('\n'), options)
}

async function addBots(control: Client, room_id: string, options: BotOptions): Promise<Bot[]> {
  const { name, context, picture, tone, telephone, count = 1 } = options
  const bots: Bot[] = []
  for (let number = 1; number <= count; number += 1) {
    const numbered = count > 1 ? `${name ?? 'Bot'} ${number}` : name
    bots.push(await addBot(control, { room_id, name: numbered, context, picture, tone, telephone }))
  }
  return bots
}
