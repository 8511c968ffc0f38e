import { followScript } from './follow-script.ts'

/**
 * The script of the page. It fetches the page after each change and replaces the sections that changed. The
 * page also works without it, through its forms and by reloading.
 */
export const script = `${followScript}
const status = document.getElementById('status')
const rendered = new Map()
async function refresh() {
  const response = await fetch('/', { headers: { accept: 'text/html' } })
  const next = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const section of next.querySelectorAll('[data-live]')) {
    const old = document.getElementById(section.id)
    if (!old || rendered.get(section.id) === section.innerHTML) continue
    const focused = document.activeElement
    // Keeps a section unchanged while the user edits one of its fields.
    if (old.contains(focused) && focused.matches('input, select')) continue
    rendered.set(section.id, section.innerHTML)
    const id = old.contains(focused) ? focused.id : ''
    old.replaceChildren(...document.importNode(section, true).childNodes)
    if (id) (document.getElementById(id) ?? old.querySelector('button') ?? document.querySelector('h1')).focus()
  }
  status.classList.remove('bad')
  if (status.dataset.offline) { status.textContent = ''; delete status.dataset.offline }
}
document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const body = new URLSearchParams(new FormData(form, event.submitter))
  const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } })
  const { message } = await response.json()
  status.textContent = message
  status.classList.toggle('bad', !response.ok)
  if (response.ok) for (const input of form.querySelectorAll('input[type=text]')) input.value = ''
  document.activeElement?.blur?.()
  event.submitter?.focus()
  await update()
})
const update = followChanges(() =>
  refresh().catch(() => { status.textContent = 'The emulator does not respond. Is it still running?'; status.dataset.offline = '1'; status.classList.add('bad') }))
`
