import * as v from 'valibot'

const longest = 40
/** What has a shape of its own on the page. */
const visible = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/u
/** Spaces, and what joins letters and emoji. Other invisible characters could turn a name around. */
const allowed = /^(?:[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]| |\u200C|\u200D|\uFE0E|\uFE0F)*$/u

/** A name that others can read: 1 to 40 characters, at least one of them visible, none that plays tricks. */
export const UserName = v.pipe(
  v.string(),
  v.trim(),
  v.check((name) => visible.test(name) && allowed.test(name)),
  v.check((name) => [...name].length <= longest),
)
