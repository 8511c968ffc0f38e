import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { englishLabels } from './en.ts'
import type { CallLabelChanges, CallLabels } from './labels.ts'

const LabelsContext = createContext<CallLabels>(englishLabels)

/** Returns the texts of the surrounding component with some changes. An undefined change is ignored. */
export function useLabels(changes?: CallLabelChanges): CallLabels {
  const labels = useContext(LabelsContext)
  return useMemo(() => {
    if (changes === undefined) return labels
    const defined = Object.entries(changes).filter(([, text]) => text !== undefined)
    return { ...labels, ...Object.fromEntries(defined) }
  }, [labels, changes])
}

export interface LabelsProviderProps {
  readonly labels: CallLabels
  readonly children: ReactNode
}

/** Provides texts to the components below. */
export function LabelsProvider({ labels, children }: LabelsProviderProps) {
  return <LabelsContext.Provider value={labels}>{children}</LabelsContext.Provider>
}
