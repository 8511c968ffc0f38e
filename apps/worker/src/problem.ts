/** An error as problem+json, in the form that the gateway's have. */
export function problem(status: number, code: string, title: string): Response {
  return Response.json(
    { type: 'about:blank', title, status, code, terminal: status !== 401 && status !== 503 },
    { status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
  )
}
