import "./two-sides.css";
import { SegmentedControl, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useSay } from "../language.tsx";

/** A form, and beside it what members will see of it; on a phone one or the other. */
export function TwoSides({
  form,
  preview,
  doing,
}: {
  readonly form: ReactNode;
  readonly preview: ReactNode;
  /** What can be done stands below the preview, on a phone below either; where it is left out, the form has it. */
  readonly doing?: (toForm: () => void) => ReactNode;
}) {
  const [side, setSide] = useState<"form" | "preview">("form");
  const say = useSay();
  return (
    <div className="two-sides" data-side={side}>
      <SegmentedControl
        className="two-sides-switch"
        aria-label={say("表示", "Shown")}
        value={side}
        data={[
          { value: "form", label: say("入力", "Form") },
          { value: "preview", label: say("会員の見え方", "As members see it") },
        ]}
        onChange={(value) => setSide(value === "preview" ? "preview" : "form")}
      />
      <div className="two-sides-form">{form}</div>
      <div className="two-sides-beside">
        <aside className="two-sides-preview" aria-label={say("会員の見え方", "As members see it")}>
          <Text size="sm" fw={600} className="two-sides-title">
            {say("会員の見え方", "As members see it")}
          </Text>
          {preview}
        </aside>
        {doing?.(() => setSide("form"))}
      </div>
    </div>
  );
}
