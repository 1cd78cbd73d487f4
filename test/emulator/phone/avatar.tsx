import { Picture } from "../../../liff/ui/line/picture.tsx";

/** A picture, or the first letter on a color that stays the same for the same name. */
export function Avatar(props: { name: string; url?: string | undefined; small?: boolean }) {
  const size = props.small === true ? "avatar small" : "avatar";
  if (props.url !== undefined) return <Picture url={props.url} alt="" class={size} />;
  const hue = [...props.name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return (
    <span class={size} aria-hidden="true" style={{ backgroundColor: `hsl(${hue} 45% 36%)` }}>
      {[...props.name][0] ?? "?"}
    </span>
  );
}
