/** The text above the matrix in the docs. */
export const introduction = `# Faults that a join token must survive

Each row was run in virtual time, with one device, its tabs and a server that knows which tokens are valid. A
cell shows the share of the possible time with a valid token, the number of calls, and, if the fault ends, the
time from its end until every tab had a valid token. The possible time is what the documented waits allow at
best: it excludes the time in which the server issues no token and the last one has expired, and the mean wait
(15 s) after it.

Greenroom's source has a subscriber, in one tab and in five; the calls are those of all five. LiveKit's
\`TokenSource\` (livekit-client 2.23.0) has no timer: the app requests a token every five seconds, and keeps the
last one. Azure's \`AzureCommunicationTokenCredential\` (@azure/communication-common 2.5.0) refreshes
proactively, and is polled every five seconds too. Both run in one tab. Their tokens state their lifetime with
\`iat\` and \`exp\`. A row has no cell for a library without a method for its event. A library was stopped after
10,000 calls. An unhandled rejection ends a Node process, and appears as an error in the console of a page.

\`vitest run --project core join-token-matrix -u\` updates this page; a test fails if it is out of date.

`
