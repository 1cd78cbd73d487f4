import { Fieldset, Group, MultiSelect, Stack, Switch, Text } from "@mantine/core";
import { shortageWords, stackingWords } from "../../../shared/points/programme/changes.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { expiryWords } from "../../../shared/points/programme/sentence.ts";
import { useDraft } from "../draft.tsx";
import { useLanguage, useSay } from "../language.tsx";
import { Choice, Codes, NumField, OptionalNum } from "../parts/Fields.tsx";
import { ActivationFields, ExpiryFields } from "../parts/Life.tsx";
import { Heading } from "../parts/States.tsx";
import { useStaff } from "../session.tsx";
import { Within } from "../wrong.tsx";
import { Changes, ReadOnly } from "./Rules.tsx";

/** What holds for all rules. */
export function PolicyScreen() {
  const { rights } = useStaff();
  const say = useSay();
  return (
    <>
      <Heading
        title={say("基本設定", "Policy")}
        about={say("すべてのルールに共通の決まりです。", "What holds for all rules.")}
      />
      <Changes />
      <ReadOnly />
      <fieldset disabled={!rights.publish} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <Within part="policy">
          <Stack gap="md">
            <Amounts />
            <Lives />
            <Uses />
            <Returns />
            <Hands />
          </Stack>
        </Within>
      </fieldset>
    </>
  );
}

function Amounts() {
  const { draft, set } = useDraft();
  const { language } = useLanguage();
  const say = useSay();
  return (
    <Fieldset legend={say("金額と特典", "Amounts and promotions")}>
      <Group align="flex-start">
        <Choice
          label={say("レジで入力する金額", "Amounts typed at the till")}
          description={say("お店の値札に合わせます", "As on the price tags")}
          w={200}
          value={draft.amountIs}
          options={{ tax_excluded: say("税抜", "without tax"), tax_included: say("税込", "with tax") }}
          onChange={(amountIs) => set({ amountIs })}
        />
        <NumField
          at="taxPerMille"
          label={say("消費税率", "Consumption tax")}
          description={say("明細のない会計", "Without lines")}
          unit="%"
          scale={10}
          max={1000}
          w={140}
          value={draft.taxPerMille}
          onChange={(taxPerMille) => set({ taxPerMille })}
        />
        <NumField
          at="fiscalYearStartsIn"
          label={say("年度の開始月", "Fiscal year starts in month")}
          description={say("有効期限の年度", "For expiry")}
          min={1}
          max={12}
          w={160}
          value={draft.fiscalYearStartsIn}
          onChange={(fiscalYearStartsIn) => set({ fiscalYearStartsIn })}
        />
        <Choice
          label={say("特典が重なったら", "Promotions that meet")}
          description={say("同じ会計で複数の特典が当てはまるとき", "Where one sale matches several")}
          value={draft.stacking.promotions}
          options={stackingWords[language]}
          onChange={(promotions) => set({ stacking: { ...draft.stacking, promotions } })}
        />
        <Choice
          label={say("ランクの倍率は", "A rank's multiplier")}
          description={say("会員ランクの倍率と特典の関係", "Beside promotions")}
          value={draft.stacking.rank}
          options={{
            add: say("特典に加える", "is added to promotions"),
            best_of: say("特典と比べて多いほう", "competes with promotions"),
          }}
          onChange={(rank) => set({ stacking: { ...draft.stacking, rank } })}
        />
      </Group>
    </Fieldset>
  );
}

function Lives() {
  const { draft, set } = useDraft();
  const { language } = useLanguage();
  const { businessDate } = useStaff();
  const say = useSay();
  return (
    <Fieldset legend={say("いつから、いつまで使えるか", "From when and until when")}>
      <Stack>
        <ActivationFields
          at="activates.store"
          label={say("店頭のポイント", "Points from stores")}
          value={draft.activates.store}
          onChange={(store) => set({ activates: { ...draft.activates, store } })}
        />
        <ActivationFields
          at="activates.ec"
          label={say("オンラインのポイント", "Points from online sales")}
          value={draft.activates.ec}
          onChange={(ec) => set({ activates: { ...draft.activates, ec } })}
        />
        <ExpiryFields
          at="expires"
          label={say("有効期限", "Expiry")}
          today={businessDate}
          value={draft.expires}
          onChange={(expires) => set({ expires })}
        />
        <Text size="sm" c="dimmed">
          {expiryWords(draft.expires, language)}
        </Text>
      </Stack>
    </Fieldset>
  );
}

function Uses() {
  const { draft, set } = useDraft();
  const { language } = useLanguage();
  const say = useSay();
  const { use } = draft;
  const put = (part: Partial<Programme["use"]>): void => set({ use: { ...use, ...part } });
  return (
    <Fieldset legend={say("ポイントの利用", "Using points")}>
      <Stack>
        <Group align="flex-start">
          <NumField
            at="yenPerPoint"
            label={say("1ポイントの価値", "One point is worth")}
            description={say("会計で引かれる金額", "Taken off the sale")}
            unit="¥"
            min={1}
            max={1000}
            w={150}
            value={use.yenPerPoint}
            onChange={(yenPerPoint) => put({ yenPerPoint })}
          />
          <Choice
            label={say("レシート上の扱い", "On the receipt")}
            description={say(
              "値引は税率ごとの金額を下げます",
              "A discount lowers the amount at each tax rate",
            )}
            w={220}
            value={use.as}
            options={{ discount: say("値引", "a discount"), payment: say("支払い", "a payment") }}
            onChange={(as) => put({ as })}
          />
          <NumField
            at="balanceMin"
            label={say("使える残高の下限", "Least balance")}
            description={say("残高がこれ以上なら使えます", "From this balance on")}
            unit="P"
            value={use.balanceMin}
            onChange={(balanceMin) => put({ balanceMin })}
          />
          <NumField
            at="unitPoints"
            label={say("使う単位", "In units of")}
            description={say("例: 10なら10P・20P…", "10: 10, 20, …")}
            unit="P"
            min={1}
            w={140}
            value={use.unitPoints}
            onChange={(unitPoints) => put({ unitPoints })}
          />
          <OptionalNum
            at="pointsMaxPerSale"
            label={say("1回の上限", "Most per sale")}
            description={say("空欄なら上限なし", "Empty: no limit")}
            unit="P"
            value={use.pointsMaxPerSale}
            onChange={(pointsMaxPerSale) => put({ pointsMaxPerSale })}
          />
          <NumField
            at="shareMaxPerMille"
            label={say("会計に占める上限", "Most of a sale")}
            description={say("100%なら全額まで", "100 %: all of it")}
            unit="%"
            scale={10}
            max={1000}
            w={150}
            value={use.shareMaxPerMille}
            onChange={(shareMaxPerMille) => put({ shareMaxPerMille })}
          />
          <NumField
            at="saleYenMin"
            label={say("使える会計の下限", "Least sale")}
            description={say("この金額以上の会計で使えます", "In sales from this amount on")}
            unit="¥"
            value={use.saleYenMin}
            onChange={(saleYenMin) => put({ saleYenMin })}
          />
        </Group>
        <Switch
          label={say("送料・手数料にも使える", "Points may pay shipping and fees")}
          checked={use.paysShipping}
          onChange={({ currentTarget }) => put({ paysShipping: currentTarget.checked })}
        />
        <Group align="flex-start" grow>
          <Codes
            label={say("使えない商品", "Items not paid with points")}
            value={use.excludeItems}
            onChange={(codes) => put({ excludeItems: codes ?? [] })}
          />
          <Codes
            label={say("使えない部門", "Categories not paid with points")}
            value={use.excludeCategories}
            onChange={(codes) => put({ excludeCategories: codes ?? [] })}
          />
        </Group>
        <MultiSelect
          label={say("ポイントを使うと付かない特典", "Promotions not given together with a use")}
          data={draft.rules
            .filter((rule) => rule.role === "promotion")
            .map((rule) => ({ value: rule.ruleId, label: rule.name[language] }))}
          value={[...use.notWithRules]}
          comboboxProps={{ withinPortal: false }}
          onChange={(notWithRules) => put({ notWithRules })}
        />
      </Stack>
    </Fieldset>
  );
}

function Returns() {
  const { draft, set } = useDraft();
  const { language } = useLanguage();
  const say = useSay();
  const { restored, reinstatement } = draft;
  return (
    <Fieldset legend={say("返品と失効", "Returns and lapsed points")}>
      <Stack>
        <Group align="flex-start">
          <Choice
            label={say("取り消すポイントが残っていないとき", "Points taken back that are gone")}
            w={320}
            value={draft.shortage}
            options={shortageWords[language]}
            onChange={(shortage) => set({ shortage })}
          />
          <Choice
            label={say("失効後に返品で戻るポイント", "Given back after they lapsed")}
            value={restored.kind}
            options={{
              keep_original: say("元の期限のまま(失効)", "keep their date"),
              grace: say("しばらく使える", "live some days"),
              forfeit: say("戻さない", "are not given back"),
            }}
            onChange={(kind) => set({ restored: kind === "grace" ? { kind, days: 14 } : { kind } })}
          />
          {restored.kind === "grace" && (
            <NumField
              at="restored.days"
              label={say("使える日数", "Days")}
              min={1}
              max={365}
              w={120}
              value={restored.days}
              onChange={(days) => set({ restored: { kind: "grace", days } })}
            />
          )}
        </Group>
        <Switch
          label={say(
            "失効したばかりのポイントを、お買い上げで復活させる",
            "A purchase brings back points that lapsed shortly before",
          )}
          checked={reinstatement !== null}
          onChange={({ currentTarget }) =>
            set({ reinstatement: currentTarget.checked ? { windowDays: 10, livesDays: 30 } : null })
          }
        />
        {reinstatement !== null && (
          <Group align="flex-start">
            <NumField
              at="reinstatement.windowDays"
              label={say("失効から何日以内", "Within days of lapsing")}
              min={1}
              max={365}
              value={reinstatement.windowDays}
              onChange={(windowDays) => set({ reinstatement: { ...reinstatement, windowDays } })}
            />
            <NumField
              at="reinstatement.livesDays"
              label={say("復活後に使える日数", "Then live for days")}
              min={1}
              max={365}
              value={reinstatement.livesDays}
              onChange={(livesDays) => set({ reinstatement: { ...reinstatement, livesDays } })}
            />
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}

function Hands() {
  const { draft, set } = useDraft();
  const say = useSay();
  const owner = say("オーナー", "Owner");
  const manager = say("店長", "Manager");
  const one = say("1件の調整", "one adjustment");
  const file = say("1つのファイル", "one file");
  return (
    <Fieldset legend={say("手動調整の上限・お支払い処理中のポイント", "Limits of adjustments, and holds")}>
      <Text size="sm" c="dimmed" mb="xs">
        {say(
          "外部の決済が終わるまで、使うポイントをよけておく時間です。過ぎると残高に戻ります。",
          "Points are set aside while another system takes the payment; after this time they go back to the balance.",
        )}
      </Text>
      <Group align="flex-start">
        {(["adjustPointsMax", "adjustFilePointsMax"] as const).flatMap((limit) =>
          (["owner", "manager"] as const).map((role) => (
            <NumField
              at={`${limit}.${role}`}
              key={`${limit}.${role}`}
              label={`${role === "owner" ? owner : manager}・${limit === "adjustPointsMax" ? one : file}`}
              unit="P"
              max={10_000_000}
              w={210}
              value={draft[limit][role]}
              onChange={(points) => set({ [limit]: { ...draft[limit], [role]: points } })}
            />
          )),
        )}
        <NumField
          at="holdMinutes.usual"
          label={say("よけておく時間", "A hold waits")}
          unit={say("分", "min")}
          min={1}
          max={1440}
          w={140}
          value={draft.holdMinutes.usual}
          onChange={(usual) => set({ holdMinutes: { ...draft.holdMinutes, usual } })}
        />
        <NumField
          at="holdMinutes.max"
          label={say("よけておける最長", "At the longest")}
          unit={say("分", "min")}
          min={1}
          max={43_200}
          w={170}
          value={draft.holdMinutes.max}
          error={
            draft.holdMinutes.usual > draft.holdMinutes.max
              ? say("「よけておく時間」以上にしてください", "Not less than a hold waits")
              : undefined
          }
          onChange={(max) => set({ holdMinutes: { ...draft.holdMinutes, max } })}
        />
      </Group>
    </Fieldset>
  );
}
