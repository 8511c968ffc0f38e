/** The text above the matrix in the docs. */
export const introduction = `# Faults that live updates must survive

Each row was run in virtual time, with the emulator, two gateways that share a hub, and \`subscribeToUpdates\`
in one tab or more. Participants join a room before, during and after the fault; the emulator sends the
webhooks. In every row, no tab received an update twice, and each tab received every update, or a reset after
it. The exceptions are updates that the user may not receive, and those after the subscription was closed.

A cell shows how many of the accepted updates the last tab received, the number of resets and of requests for
a stream, those of all tabs and failed ones included, and the time from the end of the fault until every tab
had everything. Random waits were half of their bound. The Durable Object ran in Node, with SQLite in memory;
the tests of \`apps/worker\` run it in workerd.

\`vitest run --project edge updates-matrix -u\` updates this page; a test fails if it is out of date.

`
