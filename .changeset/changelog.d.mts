/** Returns a summary as items of a list. */
export declare function formatSummary(summary: string): string
