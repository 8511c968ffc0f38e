/** A style sheet has no exports. This file lets TypeScript resolve its import. */
export {}
