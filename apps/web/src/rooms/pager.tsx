import { Button } from '../ui/button.tsx'

export interface PagerProps {
  /** The page that is shown, from 1. */
  readonly number: number
  readonly pages: number
  readonly onNumber: (number: number) => void
}

/** Steps through the pages of a list; nothing where there is but one. */
export function Pager({ number, pages, onNumber }: PagerProps) {
  if (pages <= 1 && number === 1) return null
  return (
    <nav className="pager" aria-label="Pages">
      <Button isDisabled={number <= 1} onPress={() => onNumber(number - 1)}>
        Newer
      </Button>
      <span className="soft">
        Page {number} of {pages}
      </span>
      <Button isDisabled={number >= pages} onPress={() => onNumber(number + 1)}>
        Older
      </Button>
    </nav>
  )
}
