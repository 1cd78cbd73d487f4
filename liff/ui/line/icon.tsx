/** @jsxImportSource preact */
/** A line drawing on a 24 by 24 sheet. It never carries meaning alone: the control around it has a name. */
export function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
