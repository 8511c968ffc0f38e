import type { Table } from '../state/table.ts'
import type { TexmlContext } from './context.ts'

type Accounts = Pick<TexmlContext, 'accountSid' | 'isAnySidOwn'>

/**
 * Returns whether a resource is found under an account SID. Unless the SID of the default account is
 * configured, its resources are found under every SID, and every resource is found under its SID.
 */
export function isOf(
  { accountSid, isAnySidOwn }: Accounts,
  requestedSid: string,
  { account_sid }: { readonly account_sid: string },
): boolean {
  return account_sid === requestedSid || (isAnySidOwn && [account_sid, requestedSid].includes(accountSid()))
}

/** Returns the resources that are found under an account SID, newest first. */
export function rowsOf<Row extends { readonly id: string; readonly created_ms: number }>(
  { accountSid, isAnySidOwn }: Accounts,
  table: Table<Row>,
  requestedSid: string,
): Row[] {
  if (!isAnySidOwn) return table.of(requestedSid)
  if (requestedSid === accountSid()) return table.all()
  const [rows, shared] = [table.of(requestedSid), table.of(accountSid())]
  return shared.length === 0 ? rows : [...rows, ...shared].sort((a, b) => b.created_ms - a.created_ms)
}

/**
 * Returns the output of an endpoint with the SID of the default account replaced by that of the request, if
 * resources of the default account are found under every SID.
 */
export async function underRequestedSid(
  { accountSid, isAnySidOwn, state }: TexmlContext,
  requestedSid: string | undefined,
  output: unknown,
): Promise<unknown> {
  const shown = await output
  const hasShared = isAnySidOwn && state.calls.count(accountSid()) > 0
  if (!hasShared || shown === undefined || requestedSid === undefined) return shown
  const requested = JSON.stringify(requestedSid).slice(1, -1)
  return JSON.parse(JSON.stringify(shown).replaceAll(accountSid(), () => requested))
}
