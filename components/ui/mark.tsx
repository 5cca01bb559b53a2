/** The mark: a granary, its roof open to both sides, with the grain line at two thirds. `public/mark.svg` is the same drawing. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className} fill="none">
      <path d="M16 2 3 10.5V13h26v-2.5L16 2Z" fill="currentColor" />
      <path d="M6 15v13h20V15" stroke="currentColor" strokeWidth="2.5" />
      <path d="M9.5 20.5h13M9.5 25h13" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M3 29.5h26" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />
    </svg>
  );
}
