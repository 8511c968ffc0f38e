/** A variable of the style sheet. */
export interface ThemeVariable {
  /** The name under which a page sets it, such as `--gr-accent`. */
  readonly name: string
  /** Its value, which is the default unless the page sets another one. */
  readonly value: string
  readonly isColor: boolean
}

/** Returns the variables that `@greenroom/ui/styles.css` reads, with their values at an element. */
export function readThemeVariables(element: Element): readonly ThemeVariable[] {
  const style = getComputedStyle(element)
  const names = [...document.styleSheets].flatMap(({ cssRules }) => namesIn(cssRules))
  return [...new Set(names)].map((name) => {
    const value = style
      .getPropertyValue(`--_${name.slice(2)}`)
      .trim()
      .replace(/\s+/g, ' ')
    return { name, value, isColor: CSS.supports('color', value) }
  })
}

/** Returns the names in declarations such as `--_gr-accent: var(--gr-accent, …)`. */
function namesIn(rules: CSSRuleList): string[] {
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSLayerBlockRule) return namesIn(rule.cssRules)
    if (!(rule instanceof CSSStyleRule)) return []
    return [...rule.style].flatMap((property) => {
      const [, name] = /^\s*var\((--gr-[\w-]+)/.exec(rule.style.getPropertyValue(property)) ?? []
      return name !== undefined && property === `--_${name.slice(2)}` ? [name] : []
    })
  })
}
