import { useSay } from "../language.tsx";
import { Choice } from "../parts/Fields.tsx";
import type { Join } from "./tree.ts";

/** What binds the parts of a group. Not all of them is offered only where a tree that was made elsewhere says it. */
export function JoinField({
  join,
  onChange,
}: {
  readonly join: Join;
  readonly onChange: (join: Join) => void;
}) {
  const say = useSay();
  const label = say("次の条件の", "Of these conditions");
  const options = {
    all: say("すべてに当てはまる人", "all fit (and)"),
    any: say("どれかに当てはまる人", "any fits (or)"),
    none: say("どれにも当てはまらない人", "none fits"),
  };
  const notAll = say("1つでも当てはまらない人", "not all fit");
  if (join === "notAll") {
    return (
      <Choice
        label={label}
        w={240}
        value={join}
        options={{ ...options, notAll }}
        onChange={(chosen) => onChange(chosen)}
      />
    );
  }
  return <Choice label={label} w={240} value={join} options={options} onChange={onChange} />;
}
