import * as v from 'valibot'

const longest = 40
/** Characters with a visible shape. */
const visible = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u
/**
 * Visible characters, spaces, and joiners of letters and emoji. Other invisible characters could reverse a
 * name.
 */
const allowed = /^(?:[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]| |\u200C|\u200D|\uFE0E|\uFE0F)*$/u

/**
 * A readable name: 1 to 40 characters, at least one of them visible, without control or direction characters.
 */
export const UserName = v.pipe(
  v.string(),
  v.trim(),
  v.check((name) => visible.test(name) && allowed.test(name)),
  v.check((name) => [...name].length <= longest),
)
