/** What stands above the table in the docs. */
export const introduction = `# What may go wrong with a join token

Each row was played on virtual time, with one device, its tabs and a server that knows the truth of each token. A cell
has the part of the possible time in which there was a token that worked, the calls made, and, where something ends,
how long after its end there was a token in every tab. Possible is what the documented waits allow at best: not while
the server gives none and the last is over, nor for the mean wait (15 s) after.

Greenroom's source is observed, in one tab and in five; of five, the calls are those of all. LiveKit's \`TokenSource\`
(livekit-client 2.23.0) has no timer: the app asks it every five seconds, and has what it was given last. Azure's
\`AzureCommunicationTokenCredential\` (@azure/communication-common 2.5.0) refreshes proactively, and is asked every five
seconds as well. Both are of one tab, and get tokens that say by \`iat\` and \`exp\` what the server says of their lives.
Where they have no way to be told what happens, they have no cell. One that made 10,000 calls was stopped. What nobody
caught ends a Node process, and shows as an error in a page's console.

\`vitest run --project core join-token-matrix -u\` writes this page anew; a test fails when it is out of date.

`
