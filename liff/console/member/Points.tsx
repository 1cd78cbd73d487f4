import { useMember } from "../api.ts";
import { AdjustForm } from "../parts/AdjustForm.tsx";
import { BalanceOn, History } from "../parts/History.tsx";
import { Loaded } from "../parts/States.tsx";
import { Balance } from "./Balance.tsx";
import { Lots } from "./Lots.tsx";

/** What a member holds and how it came about; points are moved by hand here. */
export function Points({ memberId }: { readonly memberId: string }) {
  const member = useMember(memberId);
  return (
    <Loaded query={member}>
      {(found) => (
        <>
          <Balance points={found.points} />
          <Lots lots={found.lots} />
          {found.adjustPointsMax !== null && found.member.status !== "left" && (
            <AdjustForm found={found} pointsMax={found.adjustPointsMax} />
          )}
          <History memberId={memberId} />
          <BalanceOn memberId={memberId} />
        </>
      )}
    </Loaded>
  );
}
