/** The app's logo and name. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="9" fill="var(--accent)" />
        <g fill="none" stroke="var(--accent-text)" strokeWidth="2.4" strokeLinecap="round">
          <path d="M10 25V9.5A2.5 2.5 0 0 1 12.5 7h7A2.5 2.5 0 0 1 22 9.5V25" />
          <path d="M7 25h18" />
        </g>
        <circle cx="18.4" cy="16.6" r="1.6" fill="var(--accent-text)" />
      </svg>
      <span className="brand-name">Greenroom</span>
    </span>
  )
}
