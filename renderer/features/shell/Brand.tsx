/** The name of the program, with its mark. */
export function Brand() {
  return (
    <h1 className="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="var(--accent)" />
        <path d="M7 21c0-7 4-12 10-12 3 0 5 2 5 4l4 1-4 2c0 5-4 8-9 8H5z" fill="var(--on-accent)" />
        <circle cx="18.6" cy="13" r="1.3" fill="var(--accent)" />
      </svg>
      Magpie
    </h1>
  )
}
