/** Replaces the names in a document: `{{From}}` becomes the caller. Unknown names become empty. */
export function fillTemplate(xml: string, values: Readonly<Record<string, string>>): string {
  return xml.replaceAll(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) =>
    escapeXml(Object.hasOwn(values, name) ? (values[name] ?? '') : ''),
  )
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
