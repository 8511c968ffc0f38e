import type { ExpressiveCodePlugin } from '@astrojs/starlight/expressive-code'

/**
 * A plugin of code blocks. Their script makes a block a region that keys can scroll while it is too wide.
 * This one gives each region a name: the file that it shows, or its number on the page.
 */
export function nameRegions(): ExpressiveCodePlugin {
  return { name: 'name-regions', jsModules: [script] }
}

const script = `
const blocks = document.querySelectorAll('.expressive-code')
blocks.forEach((block, index) => {
  const pre = block.querySelector('pre')
  if (!pre) return
  const title = block.querySelector('.title')?.textContent.trim()
  const setName = () => {
    if (pre.getAttribute('role') === 'region') pre.setAttribute('aria-label', 'Code ' + (index + 1) + (title ? ': ' + title : ''))
    else pre.removeAttribute('aria-label')
  }
  new MutationObserver(setName).observe(pre, { attributeFilter: ['role'] })
  setName()
})`
